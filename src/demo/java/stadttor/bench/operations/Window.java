package stadttor.bench.operations;

/**
 * What one operation cost in one stretch of time, on average.
 *
 * @param count how many there were
 * @param server CPU milliseconds of the server's process
 * @param database CPU milliseconds of PostgreSQL's processes
 * @param walBytes written
 */
public record Window(long count, double server, double database, double walBytes) {

    public double cpu() {
        return server + database;
    }
}
