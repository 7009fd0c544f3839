/**
 * The route of a login and of a logout, straight down: calls one station after the other and is the only one that knows them all. It renders nothing.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "session",
            "homerealm",
            "upstream",
            "issuing",
            "logout"
        })
@NullMarked
package de.stadttor.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
