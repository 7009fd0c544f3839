/**
 * What people who sign in notice of a flood: one hub node, a steady stream of sign-ins, and beside it, on and off, callers
 * who ask far more than they may, from one address and from many. What is refused, what is written down, and how long a
 * sign-in takes meanwhile.
 */
@NullMarked
package stadttor.bench.flood;

import org.jspecify.annotations.NullMarked;
