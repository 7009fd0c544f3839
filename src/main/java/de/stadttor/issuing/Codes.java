package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Redeemed;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.session.HubSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private final TransactionTemplate transaction;
    private final CodeRows rows;
    private final Grants grants;
    private final Redemptions redemptions;
    private final Clock clock;

    Codes(TransactionTemplate transaction, CodeRows rows, Grants grants, Redemptions redemptions, Clock clock) {
        this.transaction = transaction;
        this.rows = rows;
        this.grants = grants;
        this.redemptions = redemptions;
        this.clock = clock;
    }

    /** Stores a grant for what the request asks and the person is let have, and its code, in one statement. */
    public String issue(AuthorizationRequest request, HubSession session) {
        Instant now = clock.instant();
        NewGrant grant = NewGrant.of(request, session, now);
        String code = OpaqueKeys.newSecretBeside(grant.id());
        rows.insert(grant, OpaqueKeys.storedKey(code).orElseThrow(), now.plus(LIFETIME));
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
        Presented presented = new Presented(application, redirectUri, verifier, wanted);
        Optional<Redemption> usual =
                application.grants().contains("refresh_token") ? exchange(key, presented) : Optional.empty();
        return usual.orElseGet(() -> transaction.execute(status -> burn(key, presented)));
    }

    private record Presented(
            Application application,
            @Nullable String redirectUri,
            @Nullable String verifier,
            Wanted wanted) {

        /** Never the verifier. */
        @Override
        public String toString() {
            return "Presented[application=" + application.id() + "]";
        }
    }

    /**
     * What nearly always comes: a good code that is worth a refresh token, too, in one statement.
     *
     * @return empty, and nothing has happened, for all that has to be looked at closely
     */
    private Optional<Redemption> exchange(byte[] key, Presented presented) {
        String refresh = OpaqueKeys.newSecretBeside(key);
        return transaction.execute(status -> {
            Instant now = clock.instant();
            CodeRows.Burnt burnt = rows.exchange(
                            key, OpaqueKeys.storedKey(refresh).orElseThrow(), now)
                    .orElse(null);
            if (burnt != null
                    && burnt.row() != null
                    && fault(burnt.row(), burnt.end(), presented, now) == null
                    && redemptions.first(burnt.row(), presented.application(), presented.wanted(), refresh)
                            instanceof Redeemed redeemed) {
                return Optional.of(redeemed);
            }
            status.setRollbackOnly();
            return Optional.empty();
        });
    }

    private Redemption burn(byte[] key, Presented presented) {
        Instant now = clock.instant();
        CodeRows.Burnt burnt = rows.burn(key, now).orElse(null);
        if (burnt == null) {
            rows.grantOf(key).ifPresent(grants::end);
            return Refused.invalidGrant("the code is unknown or was used before");
        }
        // a code of the previous release lies in the partition of its own end
        GrantRow row = burnt.row() == null ? grants.find(burnt.grant()).orElse(null) : burnt.row();
        if (row == null) {
            return Refused.invalidGrant("the session has ended");
        }
        String fault = fault(row, burnt.end(), presented, now);
        if (fault != null) {
            grants.end(burnt.grant());
            return Refused.invalidGrant(fault);
        }
        return redemptions.first(row, presented.application(), presented.wanted());
    }

    private static @Nullable String fault(GrantRow row, Instant codeEnd, Presented presented, Instant now) {
        Grant grant = row.grant();
        if (!grant.applicationId().equals(presented.application().id())) {
            return "the code was issued to another client";
        }
        if (!grant.redirectUri().equals(presented.redirectUri())) {
            return "redirect_uri is not the one of the authorization request";
        }
        if (!CodeVerifiers.matches(presented.verifier(), grant.codeChallenge())) {
            return "code_verifier does not match the code_challenge";
        }
        String key = grant.asked().dpopKey();
        if (key != null
                && !new Confirmation(Confirmation.Method.JKT, key)
                        .equals(presented.wanted().proven().token())) {
            return "the code is bound to another key (dpop_jkt)";
        }
        if (!now.isBefore(codeEnd)) {
            return "the code has expired";
        }
        return row.alive() ? null : "the session has ended";
    }
}
