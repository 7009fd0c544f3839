package de.stadttor.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

/** Signatures of others, by public keys of theirs. */
public final class Signatures {

    /** NIST SP 800-131A; RFC 7518 section 3.3 asks for as many. */
    private static final int FEWEST_RSA_BITS = 2048;

    private Signatures() {}

    /**
     * Whether this key can have made a signature with this JWS algorithm, and is fit for it: a public key of the right
     * kind and size, never a secret, whatever else it says of itself.
     */
    public static boolean fits(JWK key, String algorithm) {
        if (key.isPrivate()) {
            return false;
        }
        return switch (key) {
            case RSAKey rsa ->
                (algorithm.equals("RS256") || algorithm.equals("PS256")) && rsa.size() >= FEWEST_RSA_BITS;
            case ECKey ec -> algorithm.equals("ES256") && Curve.P_256.equals(ec.getCurve());
            case OctetKeyPair okp -> algorithm.equals("EdDSA") && Curve.Ed25519.equals(okp.getCurve());
            default -> false;
        };
    }

    /**
     * Whether the object was signed with this key. One that demands an extension ({@code crit}, RFC 7515 section
     * 4.1.11) is not understood and so not valid.
     */
    public static boolean isBy(JWK key, JWSObject signed) {
        if (!fits(key, signed.getHeader().getAlgorithm().getName())
                || signed.getHeader().getCriticalParams() != null
                || !signed.getHeader().isBase64URLEncodePayload()) {
            return false;
        }
        try {
            return signed.verify(KeyKinds.verifier(key));
        } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }
}
