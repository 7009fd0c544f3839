package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.issuing.RefreshTokenRows.Found;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.session.HubSessions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

    private final TransactionTemplate transaction;
    private final RefreshTokenRows rows;
    private final Grants grants;
    private final Redemptions redemptions;
    private final HubSessions sessions;
    private final Sealer.Purpose successors;
    private final Clock clock;

    RefreshTokens(
            TransactionTemplate transaction,
            RefreshTokenRows rows,
            Grants grants,
            Redemptions redemptions,
            HubSessions sessions,
            Sealer sealer,
            Clock clock) {
        this.transaction = transaction;
        this.rows = rows;
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
            Found found = rows.lock(key, now).orElse(null);
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
            if (application.protocol().isFapi()) {
                return token;
            }
            rows.rotate(key, OpaqueKeys.storedKey(successor).orElseThrow(), grant, now);
            return successor;
        });
    }

    /** What follows a token: the first one, or one from before the key-encryption key was changed. */
    private Stream<String> successors(Grant grant, String token) {
        return successors.hashes(token.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(hash -> OpaqueKeys.secretBeside(grant.id(), hash));
    }

    private boolean mayRepeat(Instant usedAt, String successor, Instant now) {
        return !now.isAfter(usedAt.plus(RETRY_WINDOW))
                && rows.lockUnused(OpaqueKeys.storedKey(successor).orElseThrow());
    }

    /** The living grant of an unused refresh token. */
    Optional<GrantRow> living(String token) {
        Instant now = clock.instant();
        return OpaqueKeys.storedKey(token)
                .flatMap(key -> rows.find(key, now))
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
                .flatMap(key -> rows.find(key, clock.instant()))
                .map(found -> found.row().grant())
                .filter(grant -> grant.applicationId().equals(application.id()))
                .map(Grant::id);
        family.ifPresent(grants::end);
        return family.isPresent();
    }
}
