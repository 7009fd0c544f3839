/**
 * The hub's own signing keys. Claims enter, a signed JWT leaves; a private key never does, and at rest it lies encrypted.
 */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package de.stadttor.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
