/**
 * What it takes until a node of the hub gives its first answer, with and without what the virtual machine learned when
 * the image was built. Figures and a table leave.
 */
@NullMarked
package stadttor.bench.start;

import org.jspecify.annotations.NullMarked;
