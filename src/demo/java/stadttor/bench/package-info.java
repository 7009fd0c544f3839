/**
 * The benchmarks behind {@code stadttor bench}: each compares two ways of doing the same side by side in one run. Outside the production jar.
 */
@NullMarked
package stadttor.bench;

import org.jspecify.annotations.NullMarked;
