/**
 * The browser's way in: the security chains in one file, pages and error pages. No exception message reaches a browser.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "session",
            "keys",
            "homerealm",
            "upstream",
            "issuing",
            "route",
            "registration",
            "configuration",
            "api"
        })
@NullMarked
package de.stadttor.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
