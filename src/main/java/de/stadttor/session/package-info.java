/**
 * The hub session: one row, found by a random cookie whose hash alone is stored. It begins after a sign-in and ends by logout, idleness, age, or with its account or provider.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "person"})
@NullMarked
package de.stadttor.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
