/**
 * What the operations cost when much is stored: a hub for each level, its store filled by bulk inserts with what the hub
 * itself wrote for one person and one application, and all of them asked in turn. Figures, a table and a picture leave.
 */
@NullMarked
package stadttor.bench.scale;

import org.jspecify.annotations.NullMarked;
