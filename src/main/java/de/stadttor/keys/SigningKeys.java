package de.stadttor.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The hub's own signing keys, one in use for each algorithm. They are made on the first start of the first node, lie
 * encrypted in the database, and are read by every node; signing and verifying cost no statement.
 */
@Component
public class SigningKeys {

    /** What an application may ask its ID tokens to be signed with, in the order in which it is advertised. */
    public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "PS256", "EdDSA");

    private static final String PURPOSE = "signing-key";
    private static final long LOCK = 0x6b657973L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sealer.Purpose privateKeys;
    private final Clock clock;
    private volatile Loaded loaded;

    /** A key as it is used. */
    private record Key(JWK jwk, JWSAlgorithm algorithm, JWSSigner signer, JWSVerifier verifier, boolean retired) {}

    /** All keys by kid, and the one in use by algorithm. */
    private record Loaded(Map<String, Key> byId, Map<String, Key> inUse, JWKSet publicKeys) {}

    SigningKeys(JdbcClient jdbc, TransactionTemplate transaction, Sealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.privateKeys = sealer.purpose(PURPOSE);
        this.clock = clock;
        this.loaded = makeMissing();
    }

    /**
     * Signs claims as a compact JWS.
     *
     * @param algorithm one of {@link #ALGORITHMS}
     * @param type the {@code typ} header, {@code at+jwt} for instance; null leaves it out
     */
    public String sign(String algorithm, @Nullable String type, JWTClaimsSet claims) {
        Key key = loaded.inUse().get(algorithm);
        if (key == null) {
            throw new IllegalArgumentException("no key for the algorithm " + algorithm);
        }
        JWSHeader header = new JWSHeader.Builder(key.algorithm())
                .keyID(key.jwk().getKeyID())
                .type(type == null ? null : new JOSEObjectType(type))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
        return jwt.serialize();
    }

    /**
     * The claims of a JWT that this hub signed with this type; says nothing of its expiry.
     *
     * @param types the acceptable {@code typ} headers; an empty string stands for none
     * @return empty where it is no JWT, of another type, or not signed by a key of the hub with that key's algorithm
     */
    public Optional<JWTClaimsSet> verify(String compact, Set<String> types) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            JWSHeader header = jwt.getHeader();
            String type = header.getType() == null ? "" : header.getType().getType();
            Key key = header.getKeyID() == null ? null : loaded.byId().get(header.getKeyID());
            if (key == null
                    || !types.contains(type)
                    || !key.algorithm().equals(header.getAlgorithm())
                    || !jwt.verify(key.verifier())) {
                return Optional.empty();
            }
            return Optional.of(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What applications verify with. */
    public JWKSet publicKeys() {
        return loaded.publicKeys();
    }

    /**
     * The public keys of all that are stored; reads each of them and makes none.
     *
     * @throws IllegalStateException where the key-encryption key does not open one of them
     */
    public static JWKSet stored(JdbcClient jdbc, Sealer sealer) {
        return read(jdbc, sealer.purpose(PURPOSE)).publicKeys();
    }

    private Loaded makeMissing() {
        return transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query((rs, row) -> true)
                    .single();
            Loaded present = read(jdbc, privateKeys);
            List<String> missing = new ArrayList<>(ALGORITHMS);
            missing.removeAll(present.inUse().keySet());
            if (missing.isEmpty()) {
                return present;
            }
            missing.forEach(this::make);
            return read(jdbc, privateKeys);
        });
    }

    private void make(String algorithm) {
        JWK jwk = KeyKinds.make(algorithm);
        jdbc.sql("""
                insert into signing_key (kid, alg, public_jwk, sealed, created_at)
                values (:kid, :alg, :public, :sealed, :now)
                """)
                .param("kid", jwk.getKeyID())
                .param("alg", algorithm)
                .param("public", Json.jsonb(jwk.toPublicJWK().toJSONObject()))
                .param("sealed", privateKeys.seal(jwk.toJSONString()))
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
    }

    private static Loaded read(JdbcClient jdbc, Sealer.Purpose privateKeys) {
        Map<String, Key> byId = new LinkedHashMap<>();
        Map<String, Key> inUse = new HashMap<>();
        jdbc.sql("select alg, sealed, retired_at from signing_key order by created_at, kid")
                .query((rs, row) -> open(privateKeys, rs.getString(1), rs.getBytes(2), rs.getTimestamp(3) != null))
                .list()
                .forEach(key -> {
                    byId.put(key.jwk().getKeyID(), key);
                    if (!key.retired()) {
                        inUse.put(key.algorithm().getName(), key);
                    }
                });
        List<JWK> jwks =
                byId.values().stream().map(key -> key.jwk().toPublicJWK()).toList();
        return new Loaded(byId, inUse, new JWKSet(jwks));
    }

    private static Key open(Sealer.Purpose privateKeys, String algorithm, byte[] sealed, boolean retired) {
        try {
            JWK jwk = JWK.parse(privateKeys.openText(sealed));
            return new Key(jwk, JWSAlgorithm.parse(algorithm), KeyKinds.signer(jwk), KeyKinds.verifier(jwk), retired);
        } catch (NotSealed e) {
            throw new IllegalStateException(
                    "the signing keys were encrypted with another STADTTOR_KEY_ENCRYPTION_KEY", e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }
}
