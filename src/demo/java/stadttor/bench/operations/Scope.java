package stadttor.bench.operations;

import java.time.Duration;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param time for one operation of one contender in one round
 * @param warmUp the same, before the first round, at most: it ends when the compilers have come to rest
 * @param contenders their first words; empty for all
 * @param operations that are measured
 */
record Scope(int rounds, Duration time, Duration warmUp, Set<String> contenders, Set<Operation> operations) {

    boolean holds(String contender) {
        return contenders.isEmpty() || contenders.contains(contender);
    }
}
