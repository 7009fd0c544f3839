package de.stadttor.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How keys of each kind are made and used. ECDSA and RSA go through the Amazon Corretto Crypto Provider where it loads
 * (ES256 is seven times as fast with it, measured, and an RSA key is made in a tenth of the time), else through the JDK.
 */
final class KeyKinds {

    private static final Logger LOG = LoggerFactory.getLogger(KeyKinds.class);
    private static final int RSA_BITS = 2048;
    private static final @Nullable Provider FAST = fastProvider();

    private KeyKinds() {}

    /** A new key pair; its kid is its RFC 7638 thumbprint. */
    static JWK make(String algorithm) {
        JWSAlgorithm alg = JWSAlgorithm.parse(algorithm);
        try {
            return switch (algorithm) {
                case "ES256" ->
                    new ECKeyGenerator(Curve.P_256)
                            .provider(FAST)
                            .algorithm(alg)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case "RS256", "PS256" ->
                    new RSAKeyGenerator(RSA_BITS)
                            .provider(FAST)
                            .algorithm(alg)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case "EdDSA" -> Ed25519.make();
                default -> throw new IllegalArgumentException("no kind of key for " + algorithm);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a key for " + algorithm, e);
        }
    }

    static JWSSigner signer(JWK jwk) throws JOSEException {
        JWSSigner signer = switch (jwk) {
            case ECKey ec -> new ECDSASigner(translated("EC", ec.toECPrivateKey()), ec.getCurve());
            case RSAKey rsa -> new RSASSASigner(translated("RSA", rsa.toPrivateKey()));
            case OctetKeyPair okp -> new Ed25519.Signer(okp);
            default -> throw new JOSEException("no signer for keys of type " + jwk.getKeyType());
        };
        if (FAST != null && !(jwk instanceof OctetKeyPair)) {
            signer.getJCAContext().setProvider(FAST);
        }
        return signer;
    }

    static JWSVerifier verifier(JWK jwk) throws JOSEException {
        JWSVerifier verifier = switch (jwk) {
            case ECKey ec -> new ECDSAVerifier(translated("EC", ec.toECPublicKey()));
            case RSAKey rsa -> new RSASSAVerifier(translated("RSA", rsa.toRSAPublicKey()));
            case OctetKeyPair okp -> new Ed25519.Verifier(okp);
            default -> throw new JOSEException("no verifier for keys of type " + jwk.getKeyType());
        };
        if (FAST != null && !(jwk instanceof OctetKeyPair)) {
            verifier.getJCAContext().setProvider(FAST);
        }
        return verifier;
    }

    /** Else the fast provider would translate the key at each signature: more than half of the time of one. */
    @SuppressWarnings("unchecked")
    private static <K extends Key> K translated(String algorithm, K key) throws JOSEException {
        if (FAST == null) {
            return key;
        }
        try {
            return (K) KeyFactory.getInstance(algorithm, FAST).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new JOSEException("the Corretto crypto provider does not take this key", e);
        }
    }

    private static @Nullable Provider fastProvider() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            provider.assertHealthy();
            return provider;
        } catch (RuntimeException | LinkageError e) {
            LOG.info("the Corretto crypto provider does not load here, the JDK's own signs instead");
            return null;
        }
    }
}
