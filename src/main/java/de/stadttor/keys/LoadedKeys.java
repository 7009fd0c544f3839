package de.stadttor.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import de.stadttor.keys.KeyLife.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys as they were read, ready to sign and to verify. */
final class LoadedKeys {

    private final List<KeyLife> lives;
    private final Map<String, Key> byId = new HashMap<>();
    private final Map<String, Signing> inUse = new HashMap<>();
    private final JWKSet published;

    /** One that verifies. */
    record Key(KeyLife life, JWSAlgorithm algorithm, JWSVerifier verifier) {}

    /** One that signs. */
    record Signing(String keyId, JWSAlgorithm algorithm, JWSSigner signer) {}

    private LoadedKeys(List<KeyStore.Row> rows, PrivateKeys privateKeys) {
        lives = rows.stream().map(KeyStore.Row::life).toList();
        try {
            for (KeyStore.Row row : rows) {
                KeyLife life = row.life();
                JWK jwk = row.jwk();
                JWSAlgorithm algorithm = JWSAlgorithm.parse(jwk.getAlgorithm().getName());
                byId.put(jwk.getKeyID(), new Key(life, algorithm, KeyKinds.verifier(jwk)));
                if (life.is(State.IN_USE)) {
                    inUse.put(algorithm.getName(), new Signing(jwk.getKeyID(), algorithm, privateKeys.signer(jwk)));
                }
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
        published = published(rows);
    }

    static JWKSet published(List<KeyStore.Row> rows) {
        return new JWKSet(rows.stream()
                .filter(row -> !row.life().is(State.REMOVED))
                .map(row -> row.jwk().toPublicJWK())
                .toList());
    }

    static LoadedKeys of(List<KeyStore.Row> rows, PrivateKeys privateKeys) {
        return new LoadedKeys(rows, privateKeys);
    }

    @Nullable
    Signing inUse(String algorithm) {
        return inUse.get(algorithm);
    }

    /** Removed ones included. */
    @Nullable
    Key find(String keyId) {
        return byId.get(keyId);
    }

    JWKSet published() {
        return published;
    }

    List<KeyLife> lives() {
        return lives;
    }
}
