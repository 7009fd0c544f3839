package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol.Demand;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Which key does the sender of a request hold, so that a token can be bound to it? Asked before anything is redeemed: a
 * request without the proof that its application owes consumes nothing.
 */
@Component
public class HeldKeys {

    private final ClientCertificates certificates;
    private final DpopProofs proofs;

    HeldKeys(ClientCertificates certificates, DpopProofs proofs) {
        this.certificates = certificates;
        this.proofs = proofs;
    }

    /**
     * What was proven at the token endpoint.
     *
     * @param token what access tokens are bound to; null: nothing, whoever has one can use it
     * @param refresh what refresh tokens are bound to: the same where the client has no other way to prove itself (RFC
     *     9449 section 5, RFC 8705 section 4), else null
     */
    record Proven(@Nullable Confirmation token, @Nullable Confirmation refresh) {

        static final Proven NOTHING = new Proven(null, null);
    }

    /** What a request shows, to be looked at later. */
    public Object shownIn(HttpServletRequest request) {
        return ShownKeys.of(request, certificates);
    }

    /**
     * The key of the DPoP proof that any request came with, a pushed authorization request for instance (RFC 9449
     * section 10.1); the proof is used up.
     *
     * @return null where it came with none
     * @throws OAuth2AuthenticationException with {@code invalid_dpop_proof} or {@code use_dpop_nonce}
     */
    public @Nullable Confirmation dpopKey(HttpServletRequest request) {
        ShownKeys shown = ShownKeys.of(request, certificates);
        return shown.dpopProofs().isEmpty() ? null : proofs.verify(shown, null);
    }

    /**
     * Looks at what a token request shows, and keeps the result with it.
     *
     * @throws OAuth2AuthenticationException where it is not good, or less than the application owes
     */
    Proven prove(Authentication request, Application application) {
        if (!(request.getDetails() instanceof ShownKeys shown)) {
            throw new IllegalStateException("what the request shows was not read");
        }
        Confirmation token = proven(shown, application);
        Proven proven = new Proven(token, isPublic(request) ? token : null);
        if (request instanceof AbstractAuthenticationToken keeping) {
            keeping.setDetails(proven);
        }
        return proven;
    }

    /** What {@link #prove} found. */
    static Proven of(Authentication request) {
        return request.getDetails() instanceof Proven proven ? proven : Proven.NOTHING;
    }

    private @Nullable Confirmation proven(ShownKeys shown, Application application) {
        boolean byCertificate = application.protocol().demands(Demand.CERTIFICATE);
        if (!shown.dpopProofs().isEmpty()) {
            if (byCertificate) {
                throw Refusals.invalidRequest(
                        "the client's tokens are bound to its certificate, expected no DPoP proof");
            }
            return proofs.verify(shown, null);
        }
        if (application.protocol().demands(Demand.DPOP)) {
            throw Refusals.invalidDpopProof("the client's tokens are bound to a key, expected a DPoP proof");
        }
        if (shown.certificate() != null
                && (byCertificate || application.protocol().isFapi())) {
            return ClientCertificates.confirmation(shown.certificate());
        }
        if (byCertificate || application.protocol().isFapi()) {
            throw Refusals.invalidRequest("the client's tokens are bound to a key, expected a "
                    + (byCertificate ? "client certificate" : "DPoP proof or a client certificate"));
        }
        return null;
    }

    private static boolean isPublic(Authentication request) {
        return request.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod());
    }
}
