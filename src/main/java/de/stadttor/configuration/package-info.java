/**
 * Configuration as code: a document enters, a plan or one transaction leaves; a document with an error changes nothing. Page, API and command use the same calls.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "application", "access", "keys"})
@NullMarked
package de.stadttor.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
