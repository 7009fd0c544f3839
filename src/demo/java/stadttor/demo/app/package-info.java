/**
 * Two applications that connect to the hub as any application would: with Spring Security's OAuth2 client and nothing
 * of the hub's own code.
 */
@NullMarked
package stadttor.demo.app;

import org.jspecify.annotations.NullMarked;
