package de.stadttor.keys;

import com.nimbusds.jose.jwk.JWK;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of the signing keys. What a key is stands sealed in its row, its public part as well: whoever can write to
 * the database alone cannot give the hub a key of theirs.
 */
@Component
class KeyStore {

    private static final String PURPOSE = "signing-key";
    private static final long LOCK = 0x6b657973L;
    private static final String LIFE =
            "kid, alg, created_at, use_from, used_at, retired_at, removed_at, compromised_at";

    private final JdbcClient jdbc;
    private final Sealer.Purpose sealing;

    KeyStore(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealing = sealer.purpose(PURPOSE);
    }

    /**
     * A row, opened.
     *
     * @param jwk private while it may sign, public from then on
     */
    record Row(KeyLife life, JWK jwk) {

        /** Never the key. */
        @Override
        public String toString() {
            return life.toString();
        }
    }

    /** Nobody else changes a key until the end of this transaction. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((rs, row) -> true)
                .single();
    }

    /** The oldest first. */
    List<KeyLife> lives() {
        return jdbc.sql("select " + LIFE + " from signing_key order by created_at, kid")
                .query((rs, row) -> life(rs))
                .list();
    }

    /**
     * The oldest first.
     *
     * @throws IllegalStateException where the key-encryption key does not open one of them
     */
    List<Row> rows() {
        return jdbc.sql("select sealed, " + LIFE + " from signing_key order by created_at, kid")
                .query((rs, row) -> new Row(life(rs), open(rs.getBytes("sealed"))))
                .list();
    }

    /** A new key; with {@code usedAt} it signs at once. */
    KeyLife insert(JWK jwk, String algorithm, Instant now, Instant useFrom, @Nullable Instant usedAt) {
        jdbc.sql("""
                insert into signing_key (kid, alg, public_jwk, sealed, created_at, use_from, used_at)
                values (:kid, :alg, :public, :sealed, :now, :useFrom, :usedAt)
                """)
                .param("kid", jwk.getKeyID())
                .param("alg", algorithm)
                .param("public", Json.jsonb(jwk.toPublicJWK().toJSONObject()))
                .param("sealed", sealing.seal(jwk.toJSONString()))
                .param("now", utc(now))
                .param("useFrom", utc(useFrom))
                .param("usedAt", usedAt == null ? null : utc(usedAt))
                .update();
        return new KeyLife(jwk.getKeyID(), algorithm, now, useFrom, usedAt, null, null, null);
    }

    void use(String keyId, Instant now) {
        set(keyId, "used_at", now);
    }

    /** It signs no more, and its private part is gone. */
    void retire(String keyId, Instant now) {
        forgetPrivatePart(keyId);
        set(keyId, "retired_at", now);
    }

    void remove(String keyId, Instant now) {
        set(keyId, "removed_at", now);
    }

    /** It is retired, removed, and counts for nothing; its private part is gone. */
    void compromise(String keyId, Instant now) {
        forgetPrivatePart(keyId);
        set(keyId, "retired_at", now);
        set(keyId, "removed_at", now);
        set(keyId, "compromised_at", now);
    }

    private void set(String keyId, String column, Instant now) {
        jdbc.sql("update signing_key set " + column + " = coalesce(" + column + ", :now) where kid = :kid")
                .param("now", utc(now))
                .param("kid", keyId)
                .update();
    }

    private void forgetPrivatePart(String keyId) {
        byte[] sealed = jdbc.sql("select sealed from signing_key where kid = :kid")
                .param("kid", keyId)
                .query((rs, row) -> rs.getBytes(1))
                .single();
        jdbc.sql("update signing_key set sealed = :sealed where kid = :kid")
                .param("sealed", sealing.seal(open(sealed).toPublicJWK().toJSONString()))
                .param("kid", keyId)
                .update();
    }

    private JWK open(byte[] sealed) {
        try {
            return JWK.parse(sealing.openText(sealed));
        } catch (NotSealed e) {
            // without its cause, which says less: this is what a person at a terminal reads
            throw new IllegalStateException("the signing keys were encrypted with another STADTTOR_KEY_ENCRYPTION_KEY");
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }

    private static KeyLife life(ResultSet rs) throws SQLException {
        return new KeyLife(
                rs.getString("kid"),
                rs.getString("alg"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("use_from").toInstant(),
                time(rs, "used_at"),
                time(rs, "retired_at"),
                time(rs, "removed_at"),
                time(rs, "compromised_at"));
    }

    private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
        Timestamp time = rs.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
