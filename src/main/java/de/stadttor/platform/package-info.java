/**
 * What every node stands on: database, encryption at rest, clock, outgoing calls, the feed of changes. Knows nothing of people, providers or tokens.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package de.stadttor.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
