/**
 * Person and application enter, a decision leaves: roles, claims, or the reason of a refusal. The classes that decide know neither Spring nor SQL; nothing here is copied into a session or a token's row.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "application", "person"})
@NullMarked
package de.stadttor.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
