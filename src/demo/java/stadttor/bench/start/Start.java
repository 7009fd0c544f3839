package stadttor.bench.start;

import java.time.Duration;

/**
 * One start of a node.
 *
 * @param cpu that its process used until it gave the first answer
 * @param wall how long that took
 */
record Start(Duration cpu, Duration wall) {}
