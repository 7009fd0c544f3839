/**
 * What no longer fits together: a provider's directory and its rules, and what runs out or fails. A provider enters, findings leave, and where a group was renamed, a proposal that mends its rules. It changes nothing by itself, and keeps nothing of a person.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "federation",
            "application",
            "person",
            "access",
            "directory",
            "upstream",
            "proposal"
        })
@NullMarked
package de.stadttor.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
