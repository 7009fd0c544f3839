package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.session.HubSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Devices without a browser that wait for a person to let them in (RFC 8628): each has a code for itself and one for the
 * person, answered once and redeemed once. Neither text is stored.
 */
@Component
public class DeviceCodes {

    /** How long a person has to go to a browser and to sign in there. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** How long a device waits between two questions at first, and how much longer when it does not (section 3.5). */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** So many of one application at once: bounds the rows, and the worth of a guess. */
    static final int MOST_WAITING = 10_000;

    private static final int ATTEMPTS = 3;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final UserCodes userCodes;
    private final Grants grants;
    private final Clock clock;

    DeviceCodes(JdbcClient jdbc, TransactionTemplate transaction, UserCodes userCodes, Grants grants, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.userCodes = userCodes;
        this.grants = grants;
        this.clock = clock;
    }

    /** What a device is given. */
    record Issued(String deviceCode, String userCode) {

        /** Never the codes. */
        @Override
        public String toString() {
            return "Issued";
        }
    }

    /** What a device that waits asked for. */
    record Waiting(String applicationId, String scope) {}

    /** New codes; empty where too many of the application's devices wait already. */
    Optional<Issued> issue(Application application, String scope) {
        Instant now = clock.instant();
        Instant end = now.plus(LIFETIME);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Issued issued = new Issued(OpaqueKeys.newSecret(end), userCodes.next());
            int stored = jdbc.sql("""
                    insert into device_code (key, user_code, application, scope, seconds, expires_at)
                    select :key, :userCode, :application, :scope, :seconds, :end
                    where not exists (select from device_code where user_code = :userCode and expires_at > :now)
                        and :most > (select count(*) from (select from device_code where application = :application
                            and decided_at is null and expires_at > :now limit :most) waiting)
                    """)
                    .param("key", OpaqueKeys.storedKey(issued.deviceCode()).orElseThrow())
                    .param("userCode", userCodes.stored(issued.userCode()))
                    .param("application", application.id())
                    .param("scope", scope)
                    .param("seconds", INTERVAL.toSeconds())
                    .param("most", MOST_WAITING)
                    .param("now", utc(now))
                    .param("end", utc(end))
                    .update();
            if (stored == 1) {
                return Optional.of(issued);
            }
        }
        return Optional.empty();
    }

    /**
     * The request of the device whose code a person typed.
     *
     * @return empty where no device waits with this code
     */
    public Optional<RequestSource> typed(String code) {
        return UserCodes.meant(code)
                .flatMap(meant -> jdbc.sql("""
                        select key from device_code
                        where user_code = any(:userCode) and decided_at is null and expires_at > :now
                        """)
                        .param("userCode", userCodes.storedAs(meant))
                        .param("now", utc(clock.instant()))
                        .query(byte[].class)
                        .optional()
                        .map(key -> RequestSource.ofDevice(
                                Base64.getUrlEncoder().withoutPadding().encodeToString(key), UserCodes.shown(meant))));
    }

    /** Whether this can be a code at all. */
    public static boolean isWellFormed(String typed) {
        return UserCodes.meant(typed).isPresent();
    }

    /** What the device asked for, while it waits. */
    Optional<Waiting> waiting(String device) {
        return key(device)
                .flatMap(key -> jdbc.sql("""
                        select application, scope from device_code
                        where key = :key and decided_at is null and expires_at > :now
                        """)
                        .param("key", key)
                        .param("now", utc(clock.instant()))
                        .query((rs, row) -> new Waiting(rs.getString("application"), rs.getString("scope")))
                        .optional());
    }

    /**
     * The person lets the device in, with the session of their browser.
     *
     * @return false where the code was over or answered meanwhile
     */
    public boolean approve(AuthorizationRequest request, HubSession session) {
        byte[] key = key(request.source().device()).orElse(null);
        return key != null
                && Boolean.TRUE.equals(transaction.execute(status -> {
                    boolean first = decide(key, grants.store(request, session), null);
                    if (!first) {
                        status.setRollbackOnly();
                    }
                    return first;
                }));
    }

    /** The person does not let the device in, for this reason; nothing where it was answered before. */
    public void decline(String device, String reason) {
        key(device).ifPresent(key -> decide(key, null, reason));
    }

    private boolean decide(byte[] key, @Nullable UUID grant, @Nullable String declined) {
        return jdbc.sql("""
                        update device_code set decided_at = :now, grant_id = :grant, declined = :declined
                        where key = :key and decided_at is null and expires_at > :now
                        """)
                        .param("key", key)
                        .param("grant", grant)
                        .param("declined", declined)
                        .param("now", utc(clock.instant()))
                        .update()
                == 1;
    }

    private static Optional<byte[]> key(String device) {
        try {
            byte[] key = Base64.getUrlDecoder().decode(device);
            return key.length == 0 ? Optional.empty() : Optional.of(key);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
