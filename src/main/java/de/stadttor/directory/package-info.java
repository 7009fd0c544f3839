/**
 * What a provider's own directory knows; the only user of the Keycloak admin client. A provider enters, the last complete
 * read of its groups, realm roles and people leaves, with its age and with what is wrong now. It never changes anything
 * there but by {@link de.stadttor.directory.ProviderSetup}, never hands out half a read, and stores nothing.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "person"})
@NullMarked
package de.stadttor.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
