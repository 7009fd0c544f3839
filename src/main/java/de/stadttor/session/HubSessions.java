package de.stadttor.session;

import de.stadttor.person.AccountRow;
import de.stadttor.person.Person;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.platform.DayTables;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The hub sessions: one row each, found by a cookie of which the row holds the hash alone. */
@Component
public class HubSessions {

    /** The longest that a session lasts. */
    public static final Duration LIFETIME = Duration.ofHours(10);

    /** How long it lasts without being used. */
    public static final Duration IDLE = Duration.ofHours(1);

    /** Its last use is written at most this often. */
    static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private static final int SECRET = 32;
    private static final String COLUMNS = """
            s.id, s.account, s.provider, s.auth_time, s.acr, s.amr, s.upstream_sid, s.created_at, s.last_access_at,
            s.expires_at""";
    private static final String ALIVE =
            " s.ended_at is null and s.expires_at > :now and s.last_access_at > :idleSince ";

    private final JdbcClient jdbc;
    private final DayTables days;
    private final Sealer.Purpose idTokens;
    private final Sealer.Purpose renewals;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    HubSessions(JdbcClient jdbc, DayTables days, Sealer sealer, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.days = days;
        this.idTokens = sealer.purpose("upstream-id-token");
        this.renewals = sealer.purpose("session-renewal");
        this.events = events;
        this.clock = clock;
    }

    /**
     * A new session and the value of its cookie, which is told here and never again.
     *
     * @param cookie URL-safe text
     */
    public record Opened(HubSession session, String cookie) {

        /** Never the cookie. */
        @Override
        public String toString() {
            return "Opened[session=" + session.id() + "]";
        }
    }

    /**
     * Begins a session for the person who just signed in upstream; always with a new cookie, whatever the browser
     * brought. Somebody who signs in once more keeps the session, and with it what other applications got of it;
     * another person's session ends.
     *
     * @param before the browser's session until now, null for none
     */
    @Transactional
    public Opened open(Person person, UpstreamIdentity identity, @Nullable HubSession before) {
        UUID accountId = person.accountId();
        if (before != null && before.accountId().equals(accountId)) {
            return renew(before, person, identity);
        }
        if (before != null) {
            end(before.id(), SessionEnded.Cause.ANOTHER_PERSON);
        }
        Instant now = clock.instant();
        HubSession session = new HubSession(
                OpaqueKeys.newId(now.plus(LIFETIME)),
                accountId,
                identity.providerId(),
                identity.authTime(),
                identity.acr(),
                identity.amr(),
                identity.sid(),
                now,
                now,
                now.plus(LIFETIME),
                person,
                null);
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        jdbc.sql("""
                insert into hub_session (id, secret_hash, account, provider, auth_time, acr, amr, upstream_sid,
                    upstream_id_token, created_at, last_access_at, expires_at)
                values (:id, :hash, :account, :provider, :authTime, :acr, :amr, :upstreamSid, :idToken, :now, :now,
                    :expiresAt)
                """)
                .param("id", session.id())
                .param("hash", OpaqueKeys.sha256(secret))
                .param("account", accountId)
                .param("provider", session.providerId())
                .param("authTime", utc(session.authTime()))
                .param("acr", session.acr())
                .param("amr", session.amr().toArray(new String[0]))
                .param("upstreamSid", session.upstreamSid())
                .param("idToken", idTokens.seal(identity.idToken()))
                .param("now", utc(now))
                .param("expiresAt", utc(session.expiresAt()))
                .update();
        opened(session, false);
        return new Opened(session, cookie(session.id(), secret));
    }

    private void opened(HubSession session, boolean again) {
        events.publishEvent(
                new SessionOpened(session.id(), session.accountId(), session.providerId(), session.acr(), again));
    }

    private Opened renew(HubSession before, Person person, UpstreamIdentity identity) {
        Instant now = clock.instant();
        HubSession session = new HubSession(
                before.id(),
                before.accountId(),
                before.providerId(),
                identity.authTime(),
                identity.acr(),
                identity.amr(),
                identity.sid(),
                before.createdAt(),
                now,
                before.expiresAt(),
                person,
                null);
        byte[] secret = renewed(before);
        jdbc.sql("""
                update hub_session set secret_hash = :hash, auth_time = :authTime, acr = :acr, amr = :amr,
                    upstream_sid = :upstreamSid, upstream_id_token = :idToken, last_access_at = :now
                where id = :id
                """)
                .param("id", session.id())
                .param("hash", OpaqueKeys.sha256(secret))
                .param("authTime", utc(session.authTime()))
                .param("acr", session.acr())
                .param("amr", session.amr().toArray(new String[0]))
                .param("upstreamSid", session.upstreamSid())
                .param("idToken", idTokens.seal(identity.idToken()))
                .param("now", utc(now))
                .update();
        opened(session, true);
        return new Opened(session, cookie(session.id(), secret));
    }

    /**
     * The secret that follows. Tabs that come back at once with the same cookie get the same one: whichever answer the
     * browser takes last, its cookie counts.
     */
    private byte[] renewed(HubSession before) {
        String presented = before.presented();
        if (presented != null) {
            return renewals.hash((before.id() + " " + presented).getBytes(StandardCharsets.UTF_8));
        }
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        return secret;
    }

    private static String cookie(UUID id, byte[] secret) {
        byte[] cookie = ByteBuffer.allocate(16 + SECRET)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cookie);
    }

    /**
     * The living session of this cookie; counts as a use of it.
     *
     * @return empty for anything that is not the cookie of a session that lives
     */
    public Optional<HubSession> ofCookie(@Nullable String cookie) {
        if (cookie == null || cookie.length() != 64) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cookie);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] hash = OpaqueKeys.sha256(Arrays.copyOfRange(bytes, 16, bytes.length));
        Instant now = clock.instant();
        Optional<Found> found = jdbc.sql("select s.secret_hash, " + COLUMNS + ", " + AccountRow.COLUMNS
                        + "from hub_session" + days.of(id) + " s left join account a on a.id = s.account "
                        + "where s.id = :id and" + ALIVE)
                .param("id", id)
                .param("now", utc(now))
                .param("idleSince", utc(now.minus(IDLE)))
                .query((rs, row) -> {
                    byte[] kept = rs.getBytes("secret_hash");
                    return new Found(
                            kept, read(rs, AccountRow.read(rs), HexFormat.of().formatHex(kept)));
                })
                .optional();
        if (found.isEmpty() || !MessageDigest.isEqual(hash, found.get().hash())) {
            return Optional.empty();
        }
        HubSession session = found.get().session();
        touch(id, session.lastAccessAt());
        return Optional.of(session);
    }

    /** A row as found, before the cookie's secret was compared. */
    private record Found(byte[] hash, HubSession session) {}

    /** The accounts of this provider's people who have a living session. */
    public Set<UUID> signedIn(String providerId) {
        Instant now = clock.instant();
        return Set.copyOf(
                jdbc.sql("select distinct s.account from hub_session s where s.provider = :provider and" + ALIVE)
                        .param("provider", providerId)
                        .param("now", utc(now))
                        .param("idleSince", utc(now.minus(IDLE)))
                        .query(UUID.class)
                        .list());
    }

    /** The session with this id unless it was ended, even if it is too old or was idle for too long. */
    public Optional<HubSession> notEnded(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from hub_session s where s.id = :id and s.ended_at is null")
                .param("id", id)
                .query((rs, row) -> read(rs))
                .optional();
    }

    /**
     * Notes a use, at most once a minute; a session that is over stays over.
     *
     * @param lastUse as it was just read, null where nobody read it
     */
    public void touch(UUID id, @Nullable Instant lastUse) {
        Instant now = clock.instant();
        if (lastUse != null && !lastUse.isBefore(now.minus(TOUCH_EVERY))) {
            return;
        }
        jdbc.sql("update hub_session" + days.of(id) + " s set last_access_at = :now "
                        + "where s.id = :id and s.last_access_at < :before and" + ALIVE)
                .param("id", id)
                .param("now", utc(now))
                .param("idleSince", utc(now.minus(IDLE)))
                .param("before", utc(now.minus(TOUCH_EVERY)))
                .update();
    }

    /** The provider's ID token of this session, for the provider's logout; ended sessions included. */
    public Optional<String> upstreamIdToken(UUID id) {
        return jdbc.sql("select upstream_id_token from hub_session where id = :id and upstream_id_token is not null")
                .param("id", id)
                .query((rs, row) -> rs.getBytes(1))
                .optional()
                .map(encrypted -> {
                    try {
                        return idTokens.openText(encrypted);
                    } catch (NotSealed e) {
                        throw new IllegalStateException("an ID token was sealed with another key", e);
                    }
                });
    }

    /** The person logs out; see {@link #end(UUID, SessionEnded.Cause)}. */
    @Transactional
    public void end(UUID id) {
        end(id, SessionEnded.Cause.LOGOUT);
    }

    /** Ends a session, and with it its refresh tokens without offline_access. Ending it twice does no harm. */
    @Transactional
    public void end(UUID id, SessionEnded.Cause cause) {
        jdbc.sql("""
                update hub_session set ended_at = :now where id = :id and ended_at is null
                returning account, provider
                """)
                .param("id", id)
                .param("now", utc(clock.instant()))
                .query((rs, row) -> new SessionEnded(id, rs.getObject(1, UUID.class), rs.getString(2), cause))
                .optional()
                .ifPresent(events::publishEvent);
    }

    private static HubSession read(ResultSet rs) throws SQLException {
        return read(rs, null, null);
    }

    private static HubSession read(ResultSet rs, @Nullable Person person, @Nullable String presented)
            throws SQLException {
        return new HubSession(
                rs.getObject("id", UUID.class),
                rs.getObject("account", UUID.class),
                rs.getString("provider"),
                rs.getTimestamp("auth_time").toInstant(),
                rs.getString("acr"),
                List.of((String[]) rs.getArray("amr").getArray()),
                rs.getString("upstream_sid"),
                rs.getTimestamp("created_at").toInstant(),
                rs.getTimestamp("last_access_at").toInstant(),
                rs.getTimestamp("expires_at").toInstant(),
                person,
                presented);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
