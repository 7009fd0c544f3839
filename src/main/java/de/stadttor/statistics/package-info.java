/**
 * How sign-ins go, by provider and day, and by which ways a provider's people come to roles. Listens to the events of a sign-in and counts; nobody can be found in what it keeps. It decides nothing.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "session",
            "directory",
            "route"
        })
@NullMarked
package de.stadttor.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
