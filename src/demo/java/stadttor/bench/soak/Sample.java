package stadttor.bench.soak;

import java.util.Map;

/**
 * How the hub and its database were at one moment.
 *
 * @param seconds since the load began
 * @param operations done until then
 * @param pool connections that the hub's pool holds
 * @param waiting for one of them
 * @param tables by name, days taken together
 */
record Sample(
        double seconds,
        long operations,
        long residentBytes,
        long threads,
        long openFiles,
        long connections,
        long pool,
        long waiting,
        Map<String, Table> tables) {

    Sample {
        tables = Map.copyOf(tables);
    }

    /**
     * A table with its indexes.
     *
     * @param inserted rows since it was made
     */
    record Table(long bytes, long inserted) {}
}
