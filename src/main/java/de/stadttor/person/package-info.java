/**
 * The person as the hub knows them. An upstream identity enters, an account and a person leave; the key is provider and upstream subject, never the e-mail address.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation"})
@NullMarked
package de.stadttor.person;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
