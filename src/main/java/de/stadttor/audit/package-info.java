/**
 * What happened. Listens to the events that the other modules publish in their transactions and is called by nobody to record; it never stores a token, a secret, a name or an e-mail address. What it wrote is sealed into a chain of hashes with signed links, can be read by those who may, and be checked.
 */
@ApplicationModule(allowedDependencies = {"platform", "keys"})
@NullMarked
package de.stadttor.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
