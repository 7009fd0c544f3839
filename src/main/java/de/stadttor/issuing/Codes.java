package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.DayTables;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.session.HubSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Authorization codes: redeemed with one conditional statement in one transaction, before anything is signed. A code's
 * text is never stored. Its row lies beside its grant's and is known as long: used again, it ends what it gave.
 */
@Component
public class Codes {

    /** How long a code is good for; RFC 6749 section 4.1.2 recommends ten minutes at most. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DayTables days;
    private final Grants grants;
    private final Redemptions redemptions;
    private final Clock clock;

    Codes(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            DayTables days,
            Grants grants,
            Redemptions redemptions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.days = days;
        this.grants = grants;
        this.redemptions = redemptions;
        this.clock = clock;
    }

    /** Stores a grant for what the request asks and the person is let have, and its code, in one statement. */
    public String issue(AuthorizationRequest request, HubSession session) {
        Instant now = clock.instant();
        NewGrant grant = NewGrant.of(request, session, now);
        String code = OpaqueKeys.newSecretBeside(grant.id());
        grant.in(jdbc.sql("with granted as (" + NewGrant.INSERT + """
                )
                insert into token (key, kind, grant_id, issued_at, expires_at)
                select :key, 'code', id, :now, :codeEnd from granted
                """))
                .param("key", OpaqueKeys.storedKey(code).orElseThrow())
                .param("codeEnd", utc(now.plus(LIFETIME)))
                .update();
        return code;
    }

    /**
     * Redeems a code, once: whoever presents it, it is burnt. What it gave ends if it is presented again (RFC 6749
     * section 4.1.2).
     *
     * @param redirectUri as presented, null where none was
     * @param verifier as presented, null where none was
     * @param wanted its scopes do not count here: a code is good for all that were granted
     */
    Redemption redeem(
            String code,
            Application application,
            @Nullable String redirectUri,
            @Nullable String verifier,
            Wanted wanted) {
        byte[] key = OpaqueKeys.storedKey(code).orElse(null);
        if (key == null) {
            return Refused.invalidGrant("the code is unknown");
        }
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Burnt burnt = burn(key, now).orElse(null);
            if (burnt == null) {
                endWhatItGave(key);
                return Refused.invalidGrant("the code is unknown or was used before");
            }
            // a code of the previous release lies in the partition of its own end
            GrantRow row = burnt.row() == null ? grants.find(burnt.grant()).orElse(null) : burnt.row();
            if (row == null) {
                return Refused.invalidGrant("the session has ended");
            }
            String fault = fault(row, application, redirectUri, verifier, wanted.proven());
            if (fault == null && !now.isBefore(burnt.end())) {
                fault = "the code has expired";
            }
            if (fault == null && !row.alive()) {
                fault = "the session has ended";
            }
            if (fault != null) {
                grants.end(burnt.grant());
                return Refused.invalidGrant(fault);
            }
            return redemptions.first(row, application, wanted);
        });
    }

    /**
     * A code that was good until just now.
     *
     * @param row null where the grant's row lies in the partition of another day
     */
    private record Burnt(UUID grant, Instant end, @Nullable GrantRow row) {

        private static Burnt read(ResultSet row, int number) throws SQLException {
            return new Burnt(
                    row.getObject("burnt_grant", UUID.class),
                    row.getTimestamp("code_end").toInstant(),
                    row.getObject("id", UUID.class) == null ? null : GrantRow.read(row, number));
        }
    }

    private Optional<Burnt> burn(byte[] key, Instant now) {
        String day = days.of(key);
        return GrantRow.at(
                        now,
                        jdbc.sql("with burnt as (update token" + day + """
                             set used_at = :now where key = :key and kind = 'code' and used_at is null
                            returning grant_id, expires_at)
                        select b.grant_id as burnt_grant, b.expires_at as code_end,
                        """ + GrantRow.COLUMNS
                                + "from burnt b left join grants" + day + " g on g.id = b.grant_id"
                                + GrantRow.joined(day)))
                .param("key", key)
                .query(Burnt::read)
                .optional();
    }

    private static @Nullable String fault(
            GrantRow row,
            Application application,
            @Nullable String redirectUri,
            @Nullable String verifier,
            HeldKeys.Proven proven) {
        Grant grant = row.grant();
        if (!grant.applicationId().equals(application.id())) {
            return "the code was issued to another client";
        }
        if (!grant.redirectUri().equals(redirectUri)) {
            return "redirect_uri is not the one of the authorization request";
        }
        if (!CodeVerifiers.matches(verifier, grant.codeChallenge())) {
            return "code_verifier does not match the code_challenge";
        }
        String key = grant.asked().dpopKey();
        return key == null || new Confirmation(Confirmation.Method.JKT, key).equals(proven.token())
                ? null
                : "the code is bound to another key (dpop_jkt)";
    }

    private void endWhatItGave(byte[] key) {
        jdbc.sql("select grant_id from token" + days.of(key) + " where key = :key and kind = 'code'")
                .param("key", key)
                .query(UUID.class)
                .optional()
                .ifPresent(grants::end);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
