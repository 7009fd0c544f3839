/**
 * Somebody asks about a person: who is meant, what was decided about them, and what would be decided if they were told otherwise. Asks the directory, the accounts and the decision as a sign-in does; stores nothing, and never tells of another provider's people.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "application", "person", "access", "directory"})
@NullMarked
package de.stadttor.inquiry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
