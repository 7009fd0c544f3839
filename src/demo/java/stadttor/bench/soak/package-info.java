/**
 * A hub that works for long at half of what it could do: whether memory, threads, connections and tables stay as they are.
 * Samples, a verdict, a table and pictures leave.
 */
@NullMarked
package stadttor.bench.soak;

import org.jspecify.annotations.NullMarked;
