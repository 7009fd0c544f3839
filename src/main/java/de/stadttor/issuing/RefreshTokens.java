package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.DayTables;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.session.HubSessions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refresh tokens and their families: rotated in one transaction, before anything is signed. A token's text is never
 * stored, and a family ends when one of its tokens is used twice (RFC 9700 section 4.14.2).
 */
@Component
class RefreshTokens {

    /** Within it a refresh may be repeated, as after a lost answer, while the successor is unused. */
    static final Duration RETRY_WINDOW = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DayTables days;
    private final Grants grants;
    private final Redemptions redemptions;
    private final HubSessions sessions;
    private final Sealer.Purpose successors;
    private final Clock clock;

    RefreshTokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            DayTables days,
            Grants grants,
            Redemptions redemptions,
            HubSessions sessions,
            Sealer sealer,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.days = days;
        this.grants = grants;
        this.redemptions = redemptions;
        this.sessions = sessions;
        this.successors = sealer.purpose("refresh-successor");
        this.clock = clock;
    }

    /**
     * Redeems a refresh token for its successor. A refusal consumes nothing; a repeat within {@link #RETRY_WINDOW}
     * while the successor is unused gets the same successor; any other repeat ends the family. A FAPI client's is not
     * used up (FAPI 2.0 section 5.3.2.1): it is good for nobody without the client's key.
     */
    Redemption refresh(String token, Application application, Wanted wanted) {
        byte[] key = OpaqueKeys.storedKey(token).orElse(null);
        if (key == null) {
            return Refused.invalidGrant("the refresh token is unknown");
        }
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Found found = read(key, now, " for update of t").orElse(null);
            if (found == null || !found.row().grant().applicationId().equals(application.id())) {
                return Refused.invalidGrant("the refresh token is unknown");
            }
            return refresh(token, key, found, application, wanted, now);
        });
    }

    private Redemption refresh(
            String token, byte[] key, Found found, Application application, Wanted wanted, Instant now) {
        Grant grant = found.row().grant();
        if (!found.row().alive() || !now.isBefore(found.end())) {
            return Refused.invalidGrant("the session has ended");
        }
        if (grant.binding() != null && !grant.binding().equals(wanted.proven().token())) {
            return Refused.invalidGrant("the refresh token is bound to another key");
        }
        Instant usedAt = found.usedAt();
        String successor = successors(grant, token)
                .filter(candidate -> usedAt == null || mayRepeat(usedAt, candidate, now))
                .findFirst()
                .orElse(null);
        if (successor == null) {
            grants.end(grant.id());
            return Refused.invalidGrant("the refresh token was used before; sign in again");
        }
        if (!grant.scopes().containsAll(wanted.scopes())) {
            return new Refused("invalid_scope", "more than was granted");
        }
        List<String> restriction = redemptions.restriction(grant, application, wanted);
        if (restriction == null) {
            return Refused.notGranted();
        }
        Set<String> scopes = wanted.scopes().isEmpty() ? grant.scopes() : wanted.scopes();
        return redemptions.entitled(found.row(), scopes, restriction, () -> {
            if (usedAt != null) {
                return successor;
            }
            sessions.touch(grant.sessionId(), found.row().sessionUsedAt());
            return application.protocol().isFapi() ? token : rotate(key, successor, grant, now);
        });
    }

    /** A token's row with its grant. */
    private record Found(
            GrantRow row, Instant end, @Nullable Instant usedAt) {

        private static Found read(ResultSet row, int number) throws SQLException {
            return new Found(
                    GrantRow.read(row, number),
                    row.getTimestamp("token_end").toInstant(),
                    GrantRow.instant(row, "used_at"));
        }
    }

    /** A refresh token lies in the partition of its grant's day. */
    private Optional<Found> read(byte[] key, Instant now, String lock) {
        String day = days.of(key);
        return GrantRow.at(
                        now,
                        jdbc.sql("select t.expires_at as token_end, t.used_at, " + GrantRow.COLUMNS + "from token" + day
                                + " t join grants" + day + " g on g.id = t.grant_id" + GrantRow.joined(day)
                                + "where t.key = :key and t.kind = 'refresh'" + lock))
                .param("key", key)
                .query(Found::read)
                .optional();
    }

    /** What follows a token: the first one, or one from before the key-encryption key was changed. */
    private Stream<String> successors(Grant grant, String token) {
        return successors.hashes(token.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(hash -> OpaqueKeys.secretBeside(grant.id(), hash));
    }

    private boolean mayRepeat(Instant usedAt, String successor, Instant now) {
        byte[] key = OpaqueKeys.storedKey(successor).orElseThrow();
        return !now.isAfter(usedAt.plus(RETRY_WINDOW))
                && jdbc.sql("select used_at is null from token" + days.of(key) + " where key = :key for update")
                        .param("key", key)
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
    }

    private String rotate(byte[] key, String successor, Grant grant, Instant now) {
        byte[] next = OpaqueKeys.storedKey(successor).orElseThrow();
        jdbc.sql("with used as (update token" + days.of(key)
                        + " set used_at = :now where key = :key returning grant_id) insert into token" + days.of(next)
                        + """
                         (key, kind, grant_id, parent, issued_at, expires_at)
                        select :next, 'refresh', grant_id, :key, :now, :end from used
                        """)
                .param("key", key)
                .param("next", next)
                .param("now", utc(now))
                .param("end", utc(grant.expiresAt()))
                .update();
        return successor;
    }

    /** The living grant of an unused refresh token. */
    Optional<GrantRow> living(String token) {
        Instant now = clock.instant();
        return OpaqueKeys.storedKey(token)
                .flatMap(key -> read(key, now, ""))
                .filter(found -> found.usedAt() == null && now.isBefore(found.end()))
                .map(Found::row)
                .filter(GrantRow::alive);
    }

    /**
     * Ends the family of a refresh token, of a used one too: its successor may be on the way.
     *
     * @return whether it is one of this application
     */
    boolean endFamilyOf(String refreshToken, Application application) {
        Optional<UUID> family = OpaqueKeys.storedKey(refreshToken)
                .flatMap(key -> read(key, clock.instant(), ""))
                .map(found -> found.row().grant())
                .filter(grant -> grant.applicationId().equals(application.id()))
                .map(Grant::id);
        family.ifPresent(grants::end);
        return family.isPresent();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
