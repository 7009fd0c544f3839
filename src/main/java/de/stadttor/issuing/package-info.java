/**
 * Codes, tokens and grants: the authentication providers on Spring's authorization server. A token is redeemed first, in one transaction, and signed afterwards; no token is ever stored.
 */
@ApplicationModule(
        allowedDependencies = {"platform", "application", "access", "session", "keys", "person", "federation"})
@NullMarked
package de.stadttor.issuing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
