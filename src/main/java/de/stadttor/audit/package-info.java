/**
 * What happened. Listens to the events that the other modules publish in their transactions and is called by nobody; it never stores a token or a secret.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package de.stadttor.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
