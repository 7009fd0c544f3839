package de.stadttor.keys;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#11 module that makes the keys and signs with them; their private parts never leave it. Each bears the name
 * {@code stadttor-} and its kid there.
 */
final class KeyModule {

    /** What Java's PKCS#11 provider can sign with; it knows no Ed25519. */
    static final Set<String> ALGORITHMS = Set.of("RS256", "ES256", "PS256");

    private static final int RSA_BITS = 2048;

    private final Provider provider;
    private final char[] pin;

    private KeyModule(Provider provider, char[] pin) {
        this.provider = provider;
        this.pin = pin;
    }

    /**
     * @param slot null: the first one
     * @throws IllegalStateException where the library cannot be loaded, or the PIN is wrong
     */
    static KeyModule open(String library, @Nullable Long slot, char[] pin) {
        String configuration = """
                --name = stadttor
                library = %s
                %s
                attributes(generate, CKO_PRIVATE_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(library, slot == null ? "slotListIndex = 0" : "slot = " + slot);
        try {
            KeyModule module = new KeyModule(Security.getProvider("SunPKCS11").configure(configuration), pin);
            module.store();
            return module;
        } catch (InvalidParameterException | ProviderException | GeneralSecurityException | IOException e) {
            // without its cause, which says less: this is what a person at a terminal reads
            throw new IllegalStateException(
                    "the PKCS#11 module cannot be used; check STADTTOR_PKCS11_LIBRARY, STADTTOR_PKCS11_SLOT and"
                            + " STADTTOR_PKCS11_PIN");
        }
    }

    /** A new key pair in the module; its public part leaves it. */
    JWK make(String algorithm) {
        try {
            boolean elliptic = algorithm.equals("ES256");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA", provider);
            if (elliptic) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(RSA_BITS);
            }
            KeyPair pair = generator.generateKeyPair();
            JWK jwk = publicPart(pair, JWSAlgorithm.parse(algorithm));
            store().setKeyEntry(name(jwk.getKeyID()), pair.getPrivate(), null, new Certificate[] {
                SelfSigned.certificate(pair, provider)
            });
            return jwk;
        } catch (GeneralSecurityException | IOException | JOSEException e) {
            throw new IllegalStateException("the PKCS#11 module makes no key for " + algorithm, e);
        }
    }

    private static JWK publicPart(KeyPair pair, Algorithm algorithm) throws JOSEException {
        return switch (pair.getPublic()) {
            case ECPublicKey ec ->
                new ECKey.Builder(Curve.P_256, ec)
                        .algorithm(algorithm)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint()
                        .build();
            case RSAPublicKey rsa ->
                new RSAKey.Builder(rsa)
                        .algorithm(algorithm)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint()
                        .build();
            default -> throw new JOSEException("the module made a key of another kind");
        };
    }

    /**
     * @param jwk the public part of a key that was made here, by this node or by another
     */
    JWSSigner signer(JWK jwk) throws JOSEException {
        try {
            Key key = store().getKey(name(jwk.getKeyID()), null);
            if (!(key instanceof PrivateKey privateKey)) {
                throw new IllegalStateException("the PKCS#11 module does not hold the signing key " + jwk.getKeyID());
            }
            JWSSigner signer =
                    jwk instanceof ECKey ? new ECDSASigner(privateKey, Curve.P_256) : new RSASSASigner(privateKey);
            signer.getJCAContext().setProvider(provider);
            return signer;
        } catch (GeneralSecurityException | IOException e) {
            throw new JOSEException("the PKCS#11 module cannot be asked", e);
        }
    }

    void forget(Set<String> keyIds) {
        try {
            KeyStore store = store();
            for (String keyId : keyIds) {
                if (store.containsAlias(name(keyId))) {
                    store.deleteEntry(name(keyId));
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the PKCS#11 module cannot be asked", e);
        }
    }

    /** Read anew: another node may have made a key. */
    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        return store;
    }

    private static String name(String keyId) {
        return "stadttor-" + keyId;
    }
}
