package de.stadttor.issuing;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import de.stadttor.application.Application;
import de.stadttor.keys.Signatures;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Json;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The public keys of an application, registered by value or found at its {@code jwks_uri}. Private and symmetric keys
 * are not among them, whoever put them there.
 */
@Component
public class ClientKeys {

    private final ClientKeySets sets;

    ClientKeys(ClientKeySets sets) {
        this.sets = sets;
    }

    /** Whether the application signed this: with a key of its own that is for signatures and fits the header. */
    public boolean signed(Application application, JWSObject jws) {
        return any(application, key -> isForSignature(key, jws.getHeader()) && Signatures.isBy(key, jws));
    }

    /**
     * Whether the application may sign with this algorithm; FAPI 2.0 section 5.4.1 leaves out RS256.
     *
     * @param only what it registered for the purpose, null where it did not
     */
    static boolean allows(Application application, String algorithm, @Nullable String only) {
        return SigningKeys.ALGORITHMS.contains(algorithm)
                && !(application.protocol().isFapi() && algorithm.equals("RS256"))
                && (only == null || only.equals(algorithm));
    }

    /**
     * A key to encrypt to.
     *
     * @param algorithm JWE key management, as registered
     * @return empty where the application has no such key, or its keys cannot be had
     */
    public Optional<JWK> forEncryption(Application application, String algorithm) {
        Predicate<JWK> fits = key -> isForEncryption(key, algorithm);
        return known(application)
                .filter(fits)
                .findFirst()
                .or(() -> anew(application).filter(fits).findFirst());
    }

    /** Whether one of its keys is like that; those at an address are looked up again before the answer is no. */
    boolean any(Application application, Predicate<JWK> wanted) {
        return known(application).anyMatch(wanted) || anew(application).anyMatch(wanted);
    }

    private Stream<JWK> known(Application application) {
        Map<String, Object> jwks = application.protocol().jwks();
        if (jwks != null) {
            return usable(byValue(jwks));
        }
        String address = application.protocol().jwksUri();
        return address == null ? Stream.of() : usable(sets.known(application.id(), address));
    }

    private Stream<JWK> anew(Application application) {
        String address = application.protocol().jwksUri();
        return address == null || application.protocol().jwks() != null
                ? Stream.of()
                : usable(sets.anew(application.id(), address));
    }

    private static Stream<JWK> usable(List<JWK> keys) {
        return keys.stream().filter(key -> !key.isPrivate());
    }

    private static List<JWK> byValue(Map<String, Object> jwks) {
        try {
            return JWKSet.parse(Json.write(jwks)).getKeys();
        } catch (ParseException e) {
            return List.of();
        }
    }

    private static boolean isForSignature(JWK key, JWSHeader header) {
        return (header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm()));
    }

    private static boolean isForEncryption(JWK key, String algorithm) {
        boolean kind = algorithm.startsWith("RSA-OAEP")
                ? key instanceof RSAKey
                : algorithm.startsWith("ECDH-ES") && key instanceof ECKey;
        return kind
                && (key.getKeyUse() == null || KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                && (key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm));
    }
}
