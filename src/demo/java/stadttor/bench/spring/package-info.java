/**
 * Spring's authorization server as its documentation sets it up, on its own JDBC services: what the hub is measured beside.
 * It knows nothing of the hub.
 */
@NullMarked
package stadttor.bench.spring;

import org.jspecify.annotations.NullMarked;
