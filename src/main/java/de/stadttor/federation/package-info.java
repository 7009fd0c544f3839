/**
 * Who federates: the providers, the municipalities they serve, and how to read what they say. It never talks to them.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package de.stadttor.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
