package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Redeemed;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private static final Refused UNKNOWN = Refused.invalidGrant("the refresh token is unknown");

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
            return UNKNOWN;
        }
        Optional<Redemption> usual =
                application.protocol().isFapi() ? Optional.empty() : exchange(token, key, application, wanted);
        return usual.orElseGet(() -> transaction.execute(status -> examine(token, key, application, wanted)));
    }

    /**
     * What nearly always comes: the first use of a token by whom it was given to, in one statement.
     *
     * @return empty, and nothing has happened, for all that has to be looked at closely
     */
    private Optional<Redemption> exchange(String token, byte[] key, Application application, Wanted wanted) {
        String successor = OpaqueKeys.secretBeside(key, successors.hash(token.getBytes(StandardCharsets.US_ASCII)));
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Found found = rows.exchange(key, OpaqueKeys.storedKey(successor).orElseThrow(), now)
                    .orElse(null);
            if (found != null
                    && fault(found, application, wanted, now) == null
                    && entitled(found, application, wanted, () -> used(found, successor))
                            instanceof Redeemed redeemed) {
                return Optional.of(redeemed);
            }
            status.setRollbackOnly();
            return Optional.empty();
        });
    }

    private static @Nullable Refused fault(Found found, Application application, Wanted wanted, Instant now) {
        if (!found.row().grant().applicationId().equals(application.id())) {
            return UNKNOWN;
        }
        if (!found.row().alive() || !now.isBefore(found.end())) {
            return Refused.invalidGrant("the session has ended");
        }
        Confirmation binding = found.row().grant().binding();
        return binding == null || binding.equals(wanted.proven().token())
                ? null
                : Refused.invalidGrant("the refresh token is bound to another key");
    }

    private Redemption examine(String token, byte[] key, Application application, Wanted wanted) {
        Instant now = clock.instant();
        Found found = rows.lock(key, now).orElse(null);
        if (found == null) {
            return UNKNOWN;
        }
        Refused fault = fault(found, application, wanted, now);
        if (fault != null) {
            return fault;
        }
        Grant grant = found.row().grant();
        Instant usedAt = found.usedAt();
        String successor = successors(key, token)
                .filter(candidate -> usedAt == null || mayRepeat(usedAt, candidate, now))
                .findFirst()
                .orElse(null);
        if (successor == null) {
            grants.end(grant.id());
            return Refused.invalidGrant("the refresh token was used before; sign in again");
        }
        return entitled(found, application, wanted, () -> {
            if (usedAt != null) {
                return successor;
            }
            if (application.protocol().isFapi()) {
                return used(found, token);
            }
            rows.rotate(key, OpaqueKeys.storedKey(successor).orElseThrow(), grant, now);
            return used(found, successor);
        });
    }

    private Redemption entitled(Found found, Application application, Wanted wanted, Supplier<String> successor) {
        Grant grant = found.row().grant();
        if (!grant.scopes().containsAll(wanted.scopes())) {
            return new Refused("invalid_scope", "more than was granted");
        }
        List<String> restriction = redemptions.restriction(grant, application, wanted);
        if (restriction == null) {
            return Refused.notGranted();
        }
        Set<String> scopes = wanted.scopes().isEmpty() ? grant.scopes() : wanted.scopes();
        return redemptions.entitled(found.row(), scopes, restriction, successor);
    }

    /** A refresh is a use of the session. */
    private String used(Found found, String successor) {
        sessions.touch(found.row().grant().sessionId(), found.row().sessionUsedAt());
        return successor;
    }

    /** What follows a token: the first one, or one from before the key-encryption key was changed. */
    private Stream<String> successors(byte[] key, String token) {
        return successors.hashes(token.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(hash -> OpaqueKeys.secretBeside(key, hash));
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
