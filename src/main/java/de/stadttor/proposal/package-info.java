/**
 * A change of rules before it counts: who would gain and lose what, a second person's word, and the activation. A wish enters, a proposal leaves, and at its end a version of the provider's rules; it decides nothing by itself and never keeps a name.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "application", "person", "access"})
@NullMarked
package de.stadttor.proposal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
