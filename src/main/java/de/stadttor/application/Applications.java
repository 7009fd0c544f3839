package de.stadttor.application;

import de.stadttor.platform.Actor;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Snapshots;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The registered applications. Reading one costs no statement while it does not change. */
@Component
public class Applications {

    private static final int SALT = 16;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();
    private final Snapshots<String, Optional<Stored>> kept = new Snapshots<>(20_000, this::read);

    /** An application with its salted SHA-256, which is enough for secrets of 256 random bits. */
    private record Stored(Application application, byte @Nullable [] salt, byte @Nullable [] hash) {}

    Applications(JdbcClient jdbc, ApplicationEventPublisher events, ChangeFeed changes) {
        this.jdbc = jdbc;
        this.events = events;
        changes.onChange("application", key -> {
            if (key.isEmpty()) {
                kept.dropAll();
            } else {
                kept.drop(key);
            }
        });
    }

    /** All of them, in the order of their ids; reads the database. */
    public List<Application> all() {
        return jdbc.sql("select body from application order by id")
                .query((rs, row) -> Json.read(rs.getString(1), Application.class))
                .list();
    }

    /** The ids of those that registered themselves (RFC 7591): no configuration is about them. Reads the database. */
    public Set<String> registeredByThemselves() {
        return Set.copyOf(jdbc.sql("select client_id from client_registration")
                .query(String.class)
                .list());
    }

    /** For whoever compares with what is stored: another node may have changed it without its word having come here. */
    public void readAnew() {
        kept.dropAll();
    }

    public Optional<Application> find(String id) {
        return stored(id).map(Stored::application);
    }

    /** Whether it has a secret at all. */
    public boolean hasSecret(String id) {
        return stored(id).filter(found -> found.hash() != null).isPresent();
    }

    /** Compares in constant time; false for an application without a secret and for an unknown one. */
    public boolean secretMatches(String id, String secret) {
        Stored found = stored(id).orElse(null);
        if (found == null || found.salt() == null || found.hash() == null) {
            return false;
        }
        return MessageDigest.isEqual(hash(found.salt(), secret), found.hash());
    }

    /**
     * Registers an application or changes it.
     *
     * @param secret null keeps the one that is stored
     */
    @Transactional
    public void save(Application application, @Nullable String secret, Actor actor) {
        byte[] salt = null;
        byte[] hash = null;
        if (secret != null) {
            salt = new byte[SALT];
            random.nextBytes(salt);
            hash = hash(salt, secret);
        }
        jdbc.sql("""
                insert into application (id, body, secret_salt, secret_hash) values (:id, :body, :salt, :hash)
                on conflict (id) do update set body = excluded.body, changed_at = now(),
                    secret_salt = coalesce(excluded.secret_salt, application.secret_salt),
                    secret_hash = coalesce(excluded.secret_hash, application.secret_hash)
                """)
                .param("id", application.id())
                .param("body", Json.jsonb(application))
                .param("salt", salt)
                .param("hash", hash)
                .update();
        events.publishEvent(new ApplicationChanged(application.id(), actor));
    }

    /** Removes an application with its releases; its tokens are worth nothing any more. */
    @Transactional
    public void remove(String id, Actor actor) {
        jdbc.sql("delete from application where id = :id").param("id", id).update();
        events.publishEvent(new ApplicationChanged(id, actor));
    }

    /** Nothing else can be an id: it costs neither a statement nor a place in the cache. */
    private Optional<Stored> stored(String id) {
        return ID.matcher(id).matches() ? kept.get(id) : Optional.empty();
    }

    private Optional<Stored> read(String id) {
        return jdbc.sql("select body, secret_salt, secret_hash from application where id = :id")
                .param("id", id)
                .query((rs, row) ->
                        new Stored(Json.read(rs.getString(1), Application.class), rs.getBytes(2), rs.getBytes(3)))
                .optional();
    }

    private static byte[] hash(byte[] salt, String secret) {
        byte[] text = secret.getBytes(StandardCharsets.UTF_8);
        return OpaqueKeys.sha256(ByteBuffer.allocate(salt.length + text.length)
                .put(salt)
                .put(text)
                .array());
    }
}
