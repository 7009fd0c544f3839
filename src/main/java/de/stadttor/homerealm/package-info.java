/**
 * Which provider is this person at home with? Hints and a remembered choice enter, a provider or the need to ask leaves. A pure choice: nobody is contacted.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation"})
@NullMarked
package de.stadttor.homerealm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
