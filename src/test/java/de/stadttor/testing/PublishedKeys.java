package de.stadttor.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;

/** The keys that the hub publishes, and tokens verified with nothing else. */
public final class PublishedKeys {

    private final String json;
    private final JWKSet keys;

    private PublishedKeys(String json, JWKSet keys) {
        this.json = json;
        this.keys = keys;
    }

    public static PublishedKeys of(HubUnderTest hub) {
        String json =
                new TestClient(hub.issuer(), "nobody").get("/oauth2/jwks", null).body();
        try {
            return new PublishedKeys(json, JWKSet.parse(json));
        } catch (ParseException e) {
            throw new AssertionError(json, e);
        }
    }

    /** As they came. */
    public String json() {
        return json;
    }

    public JWKSet keys() {
        return keys;
    }

    /** The token, if the key that it names is published for its algorithm and signed it; else the test fails. */
    public SignedJWT verified(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
            if (key == null || !jwt.getHeader().getAlgorithm().equals(key.getAlgorithm())) {
                throw new AssertionError("no published key for " + jwt.getHeader());
            }
            boolean good = key instanceof OctetKeyPair pair
                    ? verifiedByEd25519(jwt, pair)
                    : jwt.verify(new DefaultJWSVerifierFactory()
                            .createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key).toPublicKey()));
            if (!good) {
                throw new AssertionError("the signature is wrong: " + token);
            }
            return jwt;
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            throw new AssertionError(token, e);
        }
    }

    /** RFC 8032: 32 bytes, little-endian, whose highest bit is the sign of x. */
    private static boolean verifiedByEd25519(SignedJWT jwt, OctetKeyPair pair) throws GeneralSecurityException {
        byte[] encoded = pair.getDecodedX();
        byte[] y = new byte[encoded.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = encoded[encoded.length - 1 - i];
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(jwt.getSigningInput());
        return signature.verify(jwt.getSignature().decode());
    }
}
