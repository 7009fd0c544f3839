package de.stadttor.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Map;

/** The keys of a {@link FakeProvider} and what is signed with them, properly or not. */
final class FakeTokens {

    /** Made once for all tests: making one takes long. */
    private static final RSAKey FIRST = key("first");

    private static final RSAKey SECOND = key("second");
    private static final RSAKey FOREIGN = key("first");

    private RSAKey published = FIRST;
    private RSAKey signing = FIRST;
    private JOSEObjectType type = JOSEObjectType.JWT;
    private Kind kind = Kind.SIGNED;

    private enum Kind {
        SIGNED,
        NONE,
        PUBLIC_KEY_AS_SECRET
    }

    String jwks() {
        return new JWKSet(published).toPublicJWKSet().toString();
    }

    void rotate() {
        published = SECOND;
        signing = SECOND;
    }

    void signWithUnpublishedKey() {
        signing = SECOND;
    }

    void signWithForeignKeyOfSameName() {
        signing = FOREIGN;
    }

    void signNot() {
        kind = Kind.NONE;
    }

    void signWithPublicKeyAsSecret() {
        kind = Kind.PUBLIC_KEY_AS_SECRET;
    }

    void callItself(String type) {
        this.type = new JOSEObjectType(type);
    }

    String signed(Map<String, Object> claims) {
        try {
            return switch (kind) {
                case NONE -> new PlainObject(new Payload(claims)).serialize();
                case SIGNED -> serialized(JWSAlgorithm.RS256, new RSASSASigner(signing), claims);
                case PUBLIC_KEY_AS_SECRET ->
                    serialized(
                            JWSAlgorithm.HS256,
                            new MACSigner(published.toRSAPublicKey().getEncoded()),
                            claims);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String serialized(JWSAlgorithm algorithm, JWSSigner signer, Map<String, Object> claims)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(signing.getKeyID())
                .type(type)
                .build();
        JWSObject token = new JWSObject(header, new Payload(claims));
        token.sign(signer);
        return token.serialize();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
