/**
 * What becomes of people's sign-ins while something breaks: two nodes of the hub behind a proxy, on a PostgreSQL, under a
 * steady load, and one fault after the other. Every client writes down what it was told, and a checker compares that with
 * what the hub honours and what its store holds: nothing lost, nothing doubled, nobody mixed up with somebody else.
 */
@NullMarked
package stadttor.bench.faults;

import org.jspecify.annotations.NullMarked;
