package de.stadttor.upstream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import de.stadttor.federation.Provider;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The signature of an ID token: whether this provider, and nobody else, made it. */
final class IdTokens {

    private static final int MAX_BYTES = 64 * 1024;

    /** Asymmetric ones alone: with HS256 the public key would do as the secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ProviderDocuments documents;

    IdTokens(ProviderDocuments documents) {
        this.documents = documents;
    }

    /**
     * A token whose signature is the provider's.
     *
     * @param algorithm its {@code alg}
     */
    record Signed(String algorithm, Map<String, Object> claims) {}

    Signed verified(Provider provider, String idToken) throws UpstreamFailure {
        if (idToken.length() > MAX_BYTES) {
            throw UpstreamFailure.nonsense("the ID token has more than " + MAX_BYTES + " bytes");
        }
        JWSObject token = parsed(idToken);
        if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            throw UpstreamFailure.nonsense("the ID token is signed by an algorithm that does not count");
        }
        if (token.getHeader().getType() != null
                && !"JWT".equalsIgnoreCase(token.getHeader().getType().getType())) {
            throw UpstreamFailure.nonsense("the token is of another type than an ID token");
        }
        JWKSet keys = documents.keys(provider);
        List<JWK> fitting = fitting(token, keys);
        if (fitting.isEmpty()) {
            fitting = fitting(token, documents.keysAfter(provider, keys));
        }
        for (JWK key : fitting) {
            if (verifies(token, key)) {
                return new Signed(
                        token.getHeader().getAlgorithm().getName(),
                        BoundedJson.claims("the ID token", token.getPayload().toString()));
            }
        }
        throw UpstreamFailure.nonsense("no key of the provider signed the ID token");
    }

    private static JWSObject parsed(String idToken) throws UpstreamFailure {
        try {
            if (JOSEObject.parse(idToken) instanceof JWSObject token) {
                return token;
            }
        } catch (ParseException | IllegalArgumentException e) {
            // refused below
        }
        throw UpstreamFailure.nonsense("the ID token is no signed JWT");
    }

    private static List<JWK> fitting(JWSObject token, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())).select(keys);
    }

    private static boolean verifies(JWSObject token, JWK key) {
        try {
            if (!(key instanceof AsymmetricJWK asymmetric)) {
                return false;
            }
            JWSVerifier verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), asymmetric.toPublicKey());
            return token.verify(verifier);
        } catch (JOSEException e) {
            return false;
        }
    }
}
