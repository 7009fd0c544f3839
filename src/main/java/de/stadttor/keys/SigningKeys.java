package de.stadttor.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.keys.KeyLife.State;
import de.stadttor.platform.Sealer;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The hub's own signing keys, one in use for each algorithm. They are made on the first start of the first node, lie
 * encrypted in the database, and are read by every node, again within a second of each change; signing and verifying
 * cost no statement.
 */
@Component
public class SigningKeys {

    /** What an application may ask its ID tokens to be signed with, in the order in which it is advertised. */
    public static final List<String> ALGORITHMS = List.of("RS256", "ES256", "PS256", "EdDSA");

    /** For how long what is published may lie in caches on its way, well within the time that a key is announced. */
    public static final Duration FRESH = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int TRIES = 30;
    private static final long BETWEEN_TRIES_MILLIS = 1000;

    private final KeyStore store;
    private final PrivateKeys privateKeys;
    private final Clock clock;
    private final ReentrantLock reloading = new ReentrantLock();
    private final AtomicBoolean reloadIsComing = new AtomicBoolean();
    private volatile LoadedKeys loaded;

    SigningKeys(KeyStore store, PrivateKeys privateKeys, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.privateKeys = privateKeys;
        this.clock = clock;
        this.loaded = Objects.requireNonNull(transaction.execute(status -> makeMissing()));
    }

    /**
     * Signs claims as a compact JWS.
     *
     * @param algorithm one of {@link #ALGORITHMS}
     * @param type the {@code typ} header, {@code at+jwt} for instance; null leaves it out
     */
    public String sign(String algorithm, @Nullable String type, JWTClaimsSet claims) {
        LoadedKeys.Signing key = loaded.inUse(algorithm);
        if (key == null) {
            throw new IllegalArgumentException("no key for the algorithm " + algorithm);
        }
        JWSHeader header = new JWSHeader.Builder(key.algorithm())
                .keyID(key.keyId())
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
     * The claims of a JWT that this hub signed with this type; says nothing of its expiry. Keys count as long as they are
     * published, the announced ones too: another node may be ahead.
     *
     * @param types the acceptable {@code typ} headers; an empty string stands for none
     * @return empty where it is no JWT, of another type, or not signed by a key of the hub with that key's algorithm
     */
    public Optional<JWTClaimsSet> verify(String compact, Set<String> types) {
        return verify(compact, types, life -> !life.is(State.REMOVED));
    }

    /** As {@link #verify}, for ID tokens that come back as a hint: a month longer, unless the key was compromised. */
    public Optional<JWTClaimsSet> verifyHint(String compact, Set<String> types) {
        return verify(compact, types, life -> life.countsForHints(clock.instant()));
    }

    private Optional<JWTClaimsSet> verify(String compact, Set<String> types, Predicate<KeyLife> counts) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            JWSHeader header = jwt.getHeader();
            String type = header.getType() == null ? "" : header.getType().getType();
            LoadedKeys.Key key = header.getKeyID() == null ? null : loaded.find(header.getKeyID());
            if (key == null
                    || !counts.test(key.life())
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
        return loaded.published();
    }

    /**
     * The public keys of all that were ever made: what the audit's seals are verified with. Reads each of them and makes
     * none.
     *
     * @throws IllegalStateException where the key-encryption key does not open one of them
     */
    public static JWKSet stored(JdbcClient jdbc, Sealer sealer) {
        return new JWKSet(new KeyStore(jdbc, sealer)
                .rows().stream().map(row -> row.jwk().toPublicJWK()).toList());
    }

    /** As {@link #stored}, those alone that are published. */
    public static JWKSet published(JdbcClient jdbc, Sealer sealer) {
        return LoadedKeys.published(new KeyStore(jdbc, sealer).rows());
    }

    /** How far this node's keys are in their lives, the removed ones included. */
    List<KeyLife> lives() {
        return loaded.lives();
    }

    /** Takes over what is stored now. */
    void reload() {
        reloading.lock();
        try {
            loaded = LoadedKeys.of(store.rows(), privateKeys);
        } finally {
            reloading.unlock();
        }
    }

    /** As {@link #reload}, without making anybody wait; tries for a while where the database is away. */
    void reloadSoon() {
        if (reloadIsComing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("signing-keys").start(this::reloadPatiently);
        }
    }

    private void reloadPatiently() {
        reloadIsComing.set(false);
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                reload();
                return;
            } catch (RuntimeException e) {
                LOG.warn(
                        "the signing keys could not be read again: {}",
                        e.getClass().getSimpleName());
            }
            try {
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One in use for each algorithm; the first ones nobody can have waited for. */
    private LoadedKeys makeMissing() {
        store.lock();
        LoadedKeys present = LoadedKeys.of(store.rows(), privateKeys);
        List<String> missing = ALGORITHMS.stream()
                .filter(algorithm -> present.inUse(algorithm) == null)
                .toList();
        if (missing.isEmpty()) {
            return present;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        missing.forEach(algorithm -> store.insert(privateKeys.make(algorithm), algorithm, now, now, now));
        return LoadedKeys.of(store.rows(), privateKeys);
    }
}
