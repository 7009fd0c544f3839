/**
 * OpenID Connect towards a provider: builds the request, verifies the answer, and hands on an upstream identity. It believes nothing that is not signed for this request.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation", "person"})
@NullMarked
package de.stadttor.upstream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
