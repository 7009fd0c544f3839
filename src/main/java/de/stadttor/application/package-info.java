/**
 * The registered applications: OpenID Connect client metadata, role catalogue, whom they admit. A client secret enters once and is kept as a hash only.
 */
@ApplicationModule(allowedDependencies = {"platform", "federation"})
@NullMarked
package de.stadttor.application;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
