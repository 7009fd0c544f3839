/**
 * What applications ask providers to release. A wish of an application's owner enters, a task of the provider's admin leaves, and the owner sees what came of it; the release itself is given where releases are given. Keeps no name.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "application", "person", "access"})
@NullMarked
package de.stadttor.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
