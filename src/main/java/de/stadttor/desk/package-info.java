/**
 * The admin desk: pages on which admins, operators, auditors and owners see and change what is theirs. Asks the use cases that the API asks, with the same actor, and renders through web; decides nothing itself.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "proposal",
            "directory",
            "drift",
            "inquiry",
            "request",
            "session",
            "statistics",
            "audit",
            "web"
        })
@NullMarked
package de.stadttor.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
