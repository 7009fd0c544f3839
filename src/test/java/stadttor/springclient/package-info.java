/**
 * An application with Spring Security's OAuth2 client for the tests, outside of the packages that the hub scans for its own parts.
 */
@NullMarked
package stadttor.springclient;

import org.jspecify.annotations.NullMarked;
