package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.OpaqueKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Devices that ask whether they are let in (RFC 8628 sections 3.4 and 3.5). An answer is redeemed once; whoever asks again
 * gets nothing, and what was given before goes on: devices ask by the clock, and two answers may cross.
 */
@Component
class DevicePolls {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Grants grants;
    private final Redemptions redemptions;
    private final Clock clock;

    DevicePolls(JdbcClient jdbc, TransactionTemplate transaction, Grants grants, Redemptions redemptions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.grants = grants;
        this.redemptions = redemptions;
        this.clock = clock;
    }

    private record Row(
            Instant end,
            Duration interval,
            @Nullable Instant polledAt,
            @Nullable UUID grant,
            @Nullable String declined,
            boolean used) {}

    /**
     * A device asks whether it is let in (section 3.4). Whoever asks at the same time waits for the other.
     *
     * @param wanted its scopes do not count here: a code is good for all that were granted
     */
    Redemption redeem(String deviceCode, Application application, Wanted wanted) {
        byte[] key = OpaqueKeys.storedKey(deviceCode).orElse(null);
        return key == null
                ? Refused.invalidGrant("the device code is unknown")
                : transaction.execute(status -> redeem(key, application, wanted));
    }

    private Redemption redeem(byte[] key, Application application, Wanted wanted) {
        Instant now = clock.instant();
        Row row = jdbc.sql("""
                select expires_at, seconds, polled_at, grant_id, declined, used_at is not null as used from device_code
                where key = :key and application = :application for update
                """)
                .param("key", key)
                .param("application", application.id())
                .query((rs, at) -> {
                    var polledAt = rs.getTimestamp("polled_at");
                    return new Row(
                            rs.getTimestamp("expires_at").toInstant(),
                            Duration.ofSeconds(rs.getInt("seconds")),
                            polledAt == null ? null : polledAt.toInstant(),
                            rs.getObject("grant_id", UUID.class),
                            rs.getString("declined"),
                            rs.getBoolean("used"));
                })
                .optional()
                .orElse(null);
        if (row == null) {
            return Refused.invalidGrant("the device code is unknown");
        }
        if (row.used()) {
            return Refused.invalidGrant("the device code was used before");
        }
        if (!now.isBefore(row.end())) {
            return new Refused("expired_token", "the device code has expired");
        }
        if (row.declined() != null) {
            return new Refused("access_denied", row.declined());
        }
        if (row.grant() == null) {
            return pending(key, row, now);
        }
        jdbc.sql("update device_code set used_at = :now where key = :key")
                .param("now", utc(now))
                .param("key", key)
                .update();
        return grants.find(row.grant())
                .filter(GrantRow::alive)
                .map(grant -> redemptions.first(grant, application, wanted))
                .orElseGet(() -> Refused.invalidGrant("the session has ended"));
    }

    private Refused pending(byte[] key, Row row, Instant now) {
        boolean tooSoon = row.polledAt() != null && now.isBefore(row.polledAt().plus(row.interval()));
        Duration interval = tooSoon ? row.interval().plus(DeviceCodes.INTERVAL) : row.interval();
        jdbc.sql("update device_code set polled_at = :now, seconds = :seconds where key = :key")
                .param("now", utc(now))
                .param("seconds", interval.toSeconds())
                .param("key", key)
                .update();
        return tooSoon
                ? new Refused("slow_down", "asked too soon, expected " + interval.toSeconds() + " s between questions")
                : new Refused("authorization_pending", "the person has not answered yet");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
