/**
 * The REST way in, under /api/v1. Checks who may, then calls what the other ways in call.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "proposal",
            "session",
            "configuration",
            "directory",
            "statistics",
            "drift",
            "inquiry",
            "request",
            "registration",
            "issuing",
            "keys",
            "audit"
        })
@NullMarked
package de.stadttor.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
