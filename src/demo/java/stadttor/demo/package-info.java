/**
 * The whole federation on one machine: real PostgreSQL, real Keycloak, the hub and two sample applications. Compiled
 * with the tests, so that none of it ever reaches the production jar.
 */
@NullMarked
package stadttor.demo;

import org.jspecify.annotations.NullMarked;
