/**
 * The command way in: what ./stadttor does apart from serving.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "upstream",
            "configuration",
            "directory",
            "keys",
            "issuing",
            "audit",
            "backup"
        })
@NullMarked
package de.stadttor.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
