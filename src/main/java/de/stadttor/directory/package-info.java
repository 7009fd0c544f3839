/**
 * What a provider's own directory knows; the only user of the Keycloak admin client.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "person"})
@NullMarked
package de.stadttor.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
