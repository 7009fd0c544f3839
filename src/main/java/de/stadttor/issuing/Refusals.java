package de.stadttor.issuing;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** What an application is told that is refused: never more than its developers need. */
final class Refusals {

    /** RFC 9449 section 12.2. */
    static final String INVALID_DPOP_PROOF = "invalid_dpop_proof";

    /** RFC 9449 section 8. */
    static final String USE_DPOP_NONCE = "use_dpop_nonce";

    private Refusals() {}

    static OAuth2AuthenticationException invalidClient(String description) {
        return of(OAuth2ErrorCodes.INVALID_CLIENT, description);
    }

    static OAuth2AuthenticationException invalidRequest(String description) {
        return of(OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static OAuth2AuthenticationException invalidToken(String description) {
        return of(OAuth2ErrorCodes.INVALID_TOKEN, description);
    }

    static OAuth2AuthenticationException invalidDpopProof(String description) {
        return of(INVALID_DPOP_PROOF, description);
    }

    static OAuth2AuthenticationException of(String error, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(error, description, null));
    }
}
