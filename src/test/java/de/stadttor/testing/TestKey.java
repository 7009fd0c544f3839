package de.stadttor.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A key pair of an application, used with one JWS algorithm; signs with the JDK's own means, whatever it is told. */
public final class TestKey {

    private final String algorithm;
    private final KeyPair pair;
    private final JWK jwk;

    private TestKey(String algorithm, KeyPair pair, JWK jwk) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.jwk = jwk;
    }

    /**
     * A new one.
     *
     * @param algorithm RS256, PS256, ES256 or EdDSA
     */
    public static TestKey make(String algorithm) {
        return make(algorithm, UUID.randomUUID().toString(), KeyUse.SIGNATURE);
    }

    /** With a name and a use of its own, null for none. */
    public static TestKey make(String algorithm, @Nullable String id, @Nullable KeyUse use) {
        try {
            return switch (algorithm) {
                case "ES256" -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                    KeyPair pair = generator.generateKeyPair();
                    yield new TestKey(
                            algorithm,
                            pair,
                            new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                                    .keyID(id)
                                    .keyUse(use)
                                    .build());
                }
                case "EdDSA" -> {
                    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                    byte[] encoded = pair.getPublic().getEncoded();
                    Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
                    yield new TestKey(
                            algorithm,
                            pair,
                            new OctetKeyPair.Builder(Curve.Ed25519, x)
                                    .keyID(id)
                                    .keyUse(use)
                                    .build());
                }
                default -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                    KeyPair pair = generator.generateKeyPair();
                    yield new TestKey(
                            algorithm,
                            pair,
                            new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                                    .keyID(id)
                                    .keyUse(use)
                                    .build());
                }
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same pair with another algorithm of its kind. */
    public TestKey with(String other) {
        return new TestKey(other, pair, jwk);
    }

    public String algorithm() {
        return algorithm;
    }

    /** The public half. */
    public JWK jwk() {
        return jwk;
    }

    public KeyPair pair() {
        return pair;
    }

    /** RFC 7638. */
    public String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Their public halves as a JWK Set, which is YAML, too. */
    public static String jwks(TestKey... keys) {
        return Stream.of(keys).map(key -> key.jwk.toJSONString()).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The public half as a member of a header. */
    public Map<String, Object> json() {
        return jwk.toJSONObject();
    }

    /** Both halves of a key for ES256, as nobody should publish them. */
    public String privateJson() {
        return new ECKey.Builder(jwk.toECKey())
                .privateKey((ECPrivateKey) pair.getPrivate())
                .build()
                .toJSONString();
    }

    Base64URL sign(String input) {
        try {
            Signature signature = switch (algorithm) {
                case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                case "EdDSA" -> Signature.getInstance("Ed25519");
                case "PS256" -> pss();
                default -> Signature.getInstance("SHA256withRSA");
            };
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }

    /** One for each algorithm that the hub advertises for client assertions. */
    public static List<TestKey> ofEachAlgorithm() {
        return Stream.of("RS256", "PS256", "ES256", "EdDSA").map(TestKey::make).toList();
    }
}
