package de.stadttor.issuing;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import de.stadttor.issuing.Redemption.Redeemed;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
 * Codes and refresh tokens: redeemed with one conditional statement in one transaction, before anything is signed. A
 * token's text is never stored, and a family ends when one of its tokens is used twice (RFC 9700 section 4.14.2).
 */
@Component
public class Grants {

    /** How long a code is good for; RFC 6749 section 4.1.2 recommends ten minutes at most. */
    public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    /** The longest life of a refresh token with {@code offline_access}; without it the session's end is its end. */
    public static final Duration OFFLINE_LIFETIME = Duration.ofDays(30);

    /** Within it a refresh may be repeated, as after a lost answer, while the successor is unused. */
    public static final Duration RETRY_WINDOW = Duration.ofSeconds(10);

    private static final String GRANT = """
            g.id, g.account, g.application, g.session, g.scopes, g.auth_time, g.acr, g.amr, g.offline, g.nonce,
            g.redirect_uri, g.code_challenge, g.expires_at, g.asked, g.binding,
            g.ended_at is null and g.expires_at > :now and (g.offline or coalesce(
                s.ended_at is null and s.expires_at > :now and s.last_access_at > :idleSince, false)) as alive
            """;

    private static final String NEW_GRANT = """
            insert into grants (id, account, application, session, scopes, auth_time, acr, amr, offline, nonce,
                redirect_uri, code_challenge, created_at, expires_at, asked)
            values (:id, :account, :application, :session, :scopes, :authTime, :acr, :amr, :offline, :nonce,
                :redirectUri, :codeChallenge, :now, :end, :asked)
            returning id""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Entitlements entitlements;
    private final HubSessions sessions;
    private final Resources resources;
    private final Sealer.Purpose successors;
    private final Clock clock;

    Grants(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Entitlements entitlements,
            HubSessions sessions,
            Resources resources,
            Sealer sealer,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.entitlements = entitlements;
        this.sessions = sessions;
        this.resources = resources;
        this.successors = sealer.purpose("refresh-successor");
        this.clock = clock;
    }

    /** Stores a grant for what the request asks and the person is let have, and its code, in one statement. */
    public String issueCode(AuthorizationRequest request, HubSession session) {
        Instant codeEnd = clock.instant().plus(CODE_LIFETIME);
        String code = OpaqueKeys.newSecret(codeEnd);
        granting("with granted as (" + NEW_GRANT + """
                )
                insert into token (key, kind, grant_id, issued_at, expires_at)
                select :key, 'code', id, :now, :codeEnd from granted
                """, request, session)
                .param("key", OpaqueKeys.storedKey(code).orElseThrow())
                .param("codeEnd", utc(codeEnd))
                .update();
        return code;
    }

    /** Stores a grant that is redeemed by what the caller stores with it, in the same transaction. */
    UUID store(AuthorizationRequest request, HubSession session) {
        return granting(NEW_GRANT, request, session).query(UUID.class).single();
    }

    private JdbcClient.StatementSpec granting(String sql, AuthorizationRequest request, HubSession session) {
        Instant now = clock.instant();
        boolean offline = request.scopes().contains("offline_access")
                && request.application().grants().contains("refresh_token");
        Instant end = offline ? now.plus(OFFLINE_LIFETIME) : session.expiresAt();
        return jdbc.sql(sql)
                .param("id", OpaqueKeys.newId(end))
                .param("account", session.accountId())
                .param("application", request.application().id())
                .param("session", session.id())
                .param("scopes", request.scopes().toArray(new String[0]))
                .param("authTime", utc(session.authTime()))
                .param("acr", session.acr())
                .param("amr", session.amr().toArray(new String[0]))
                .param("offline", offline)
                .param("nonce", request.nonce())
                .param("redirectUri", request.recipient().redirectUri())
                .param("codeChallenge", request.codeChallenge())
                .param("asked", request.asked().equals(Asked.NOTHING) ? null : Json.jsonb(request.asked()))
                .param("now", utc(now))
                .param("end", utc(end));
    }

    /**
     * Redeems a code, once: whoever presents it, it is burnt. What it gave ends if it is presented again (RFC 6749
     * section 4.1.2).
     *
     * @param redirectUri as presented, null where none was
     * @param verifier as presented, null where none was
     * @param wanted its scopes do not count here: a code is good for all that were granted
     */
    Redemption redeemCode(
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
            Optional<Found> burnt = jdbc.sql("""
                    with burnt as (
                        update token set used_at = :now where key = :key and kind = 'code' and used_at is null
                        returning grant_id, expires_at)
                    select b.expires_at as token_end, null::timestamptz as used_at,
                    """ + GRANT + """
                    from burnt b join grants g on g.id = b.grant_id left join hub_session s on s.id = g.session
                    """)
                    .param("key", key)
                    .param("now", utc(now))
                    .param("idleSince", utc(now.minus(HubSessions.IDLE)))
                    .query(Grants::found)
                    .optional();
            if (burnt.isEmpty()) {
                endFamilyOf(key, now);
                return Refused.invalidGrant("the code is unknown or was used before");
            }
            Found found = burnt.get();
            String fault = codeFault(found, application, redirectUri, verifier, wanted.proven(), now);
            if (fault != null) {
                end(found.grant().id(), now);
                return Refused.invalidGrant(fault);
            }
            return first(found.grant(), application, wanted, now);
        });
    }

    /** Redeems a grant that the caller has made sure, in the same transaction, to be redeemed once. */
    Redemption redeem(UUID grantId, Application application, Wanted wanted) {
        return alive(grantId)
                .map(grant -> first(grant, application, wanted, clock.instant()))
                .orElseGet(() -> Refused.invalidGrant("the session has ended"));
    }

    private Redemption first(Grant grant, Application application, Wanted wanted, Instant now) {
        List<String> restriction = restriction(grant, application, wanted);
        if (restriction == null) {
            end(grant.id(), now);
            return Refused.notGranted();
        }
        return entitled(grant, grant.scopes(), restriction, entitlement -> {
            if (!application.grants().contains("refresh_token")) {
                return null;
            }
            bind(grant.id(), wanted.proven().refresh());
            String first = OpaqueKeys.newSecret(grant.expiresAt());
            insertRefreshToken(grant, first, null, now);
            return first;
        });
    }

    private static @Nullable String codeFault(
            Found found,
            Application application,
            @Nullable String redirectUri,
            @Nullable String verifier,
            HeldKeys.Proven proven,
            Instant now) {
        Grant grant = found.grant();
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
        if (key != null && !new Confirmation(Confirmation.Method.JKT, key).equals(proven.token())) {
            return "the code is bound to another key (dpop_jkt)";
        }
        if (!now.isBefore(found.tokenEnd())) {
            return "the code has expired";
        }
        return found.alive() ? null : "the session has ended";
    }

    /**
     * Redeems a refresh token for its successor. A refusal consumes nothing; a repeat within {@link #RETRY_WINDOW}
     * while the successor is unused gets the same successor; any other repeat ends the family. A FAPI client's is not
     * used up (FAPI 2.0 section 5.3.2.1): it is good for nobody without the client's key.
     *
     */
    Redemption refresh(String token, Application application, Wanted wanted) {
        byte[] key = OpaqueKeys.storedKey(token).orElse(null);
        if (key == null) {
            return Refused.invalidGrant("the refresh token is unknown");
        }
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Optional<Found> locked = jdbc.sql("select t.expires_at as token_end, t.used_at," + GRANT + """
                    from token t join grants g on g.id = t.grant_id left join hub_session s on s.id = g.session
                    where t.key = :key and t.kind = 'refresh' for update of t
                    """)
                    .param("key", key)
                    .param("now", utc(now))
                    .param("idleSince", utc(now.minus(HubSessions.IDLE)))
                    .query(Grants::found)
                    .optional();
            if (locked.isEmpty() || !locked.get().grant().applicationId().equals(application.id())) {
                return Refused.invalidGrant("the refresh token is unknown");
            }
            Found found = locked.get();
            if (!found.alive() || !now.isBefore(found.tokenEnd())) {
                return Refused.invalidGrant("the session has ended");
            }
            Grant grant = found.grant();
            if (grant.binding() != null
                    && !grant.binding().equals(wanted.proven().token())) {
                return Refused.invalidGrant("the refresh token is bound to another key");
            }
            Instant usedAt = found.usedAt();
            Optional<String> next = successors(grant, token)
                    .filter(candidate -> usedAt == null || mayRepeat(usedAt, candidate, now))
                    .findFirst();
            if (next.isEmpty()) {
                end(grant.id(), now);
                return Refused.invalidGrant("the refresh token was used before; sign in again");
            }
            String successor = next.get();
            if (!grant.scopes().containsAll(wanted.scopes())) {
                return new Refused("invalid_scope", "more than was granted");
            }
            List<String> restriction = restriction(grant, application, wanted);
            if (restriction == null) {
                return Refused.notGranted();
            }
            Set<String> scopes = wanted.scopes().isEmpty() ? grant.scopes() : wanted.scopes();
            return entitled(grant, scopes, restriction, entitlement -> {
                if (found.usedAt() == null && application.protocol().isFapi()) {
                    sessions.touch(grant.sessionId());
                    return token;
                }
                if (found.usedAt() == null) {
                    jdbc.sql("update token set used_at = :now where key = :key")
                            .param("now", utc(now))
                            .param("key", key)
                            .update();
                    insertRefreshToken(grant, successor, key, now);
                    sessions.touch(grant.sessionId());
                }
                return successor;
            });
        });
    }

    /** What follows a token: the first one, or one from before the key-encryption key was changed. */
    private Stream<String> successors(Grant grant, String token) {
        return successors.hashes(token.getBytes(StandardCharsets.US_ASCII)).stream()
                .map(hash -> OpaqueKeys.secretOf(grant.expiresAt(), hash));
    }

    private boolean mayRepeat(Instant usedAt, String successor, Instant now) {
        return !now.isAfter(usedAt.plus(RETRY_WINDOW))
                && jdbc.sql("select used_at is null from token where key = :key for update")
                        .param("key", OpaqueKeys.storedKey(successor).orElseThrow())
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
    }

    /** Null where more is wanted than was granted. */
    private @Nullable List<String> restriction(Grant grant, Application application, Wanted wanted) {
        return resources
                .restriction(application, grant.asked().resources(), wanted.resources())
                .orElse(null);
    }

    /** Stores what follows only if the person may still have it; else nothing is stored. */
    private Redemption entitled(Grant grant, Set<String> scopes, List<String> restriction, Successor store) {
        Entitlement entitlement = entitlements.of(grant).orElse(null);
        if (entitlement == null) {
            return Refused.invalidGrant(Reason.PROVIDER_DISABLED.code());
        }
        entitlements.record(entitlement);
        AccessDecision decision = entitlement.decision();
        if (decision.reason() != null) {
            return Refused.invalidGrant(decision.reason().code());
        }
        return new Redeemed(grant, entitlement, scopes, restriction, store.store(entitlement));
    }

    /** Stores the next refresh token. */
    private interface Successor {
        @Nullable
        String store(Entitlement entitlement);
    }

    private void bind(UUID grantId, @Nullable Confirmation binding) {
        if (binding != null) {
            jdbc.sql("update grants set binding = :binding where id = :id")
                    .param("binding", binding.stored())
                    .param("id", grantId)
                    .update();
        }
    }

    private void insertRefreshToken(Grant grant, String token, byte @Nullable [] parent, Instant now) {
        jdbc.sql("""
                insert into token (key, kind, grant_id, parent, issued_at, expires_at)
                values (:key, 'refresh', :grant, :parent, :now, :end)
                """)
                .param("key", OpaqueKeys.storedKey(token).orElseThrow())
                .param("grant", grant.id())
                .param("parent", parent)
                .param("now", utc(now))
                .param("end", utc(grant.expiresAt()))
                .update();
    }

    /** The grant, if it, and the session that it needs, still live. */
    public Optional<Grant> alive(UUID id) {
        Instant now = clock.instant();
        return jdbc.sql("select null::timestamptz as token_end, null::timestamptz as used_at," + GRANT
                        + "from grants g left join hub_session s on s.id = g.session where g.id = :id")
                .param("id", id)
                .param("now", utc(now))
                .param("idleSince", utc(now.minus(HubSessions.IDLE)))
                .query(Grants::found)
                .optional()
                .filter(Found::alive)
                .map(Found::grant);
    }

    /** The living grant of an unused refresh token, if the person may still have what it gives. */
    Optional<Grant> ofRefreshToken(String token) {
        return OpaqueKeys.storedKey(token)
                .flatMap(key -> jdbc.sql("""
                        select grant_id from token
                        where key = :key and kind = 'refresh' and used_at is null and expires_at > :now
                        """)
                        .param("key", key)
                        .param("now", utc(clock.instant()))
                        .query(UUID.class)
                        .optional())
                .flatMap(this::alive)
                .filter(grant -> entitlements
                        .of(grant)
                        .filter(entitlement -> entitlement.decision().admitted())
                        .isPresent());
    }

    /**
     * Ends the family of a refresh token, of a used one too: its successor may be on the way.
     *
     * @return whether it is one of this application
     */
    boolean endFamilyOf(String refreshToken, Application application) {
        byte[] key = OpaqueKeys.storedKey(refreshToken).orElse(null);
        if (key == null) {
            return false;
        }
        Optional<UUID> family = jdbc.sql("""
                select g.id from token t join grants g on g.id = t.grant_id
                where t.key = :key and t.kind = 'refresh' and g.application = :application
                """)
                .param("key", key)
                .param("application", application.id())
                .query(UUID.class)
                .optional();
        family.ifPresent(this::end);
        return family.isPresent();
    }

    /** Ends a grant with all its tokens. */
    public void end(UUID grantId) {
        end(grantId, clock.instant());
    }

    private void end(UUID grantId, Instant now) {
        jdbc.sql("update grants set ended_at = :now where id = :id and ended_at is null")
                .param("now", utc(now))
                .param("id", grantId)
                .update();
    }

    private void endFamilyOf(byte[] codeKey, Instant now) {
        jdbc.sql("select grant_id from token where key = :key and kind = 'code'")
                .param("key", codeKey)
                .query(UUID.class)
                .optional()
                .ifPresent(grant -> end(grant, now));
    }

    /** A token's row with its grant. */
    private record Found(
            Grant grant,
            boolean alive,
            Instant tokenEnd,
            @Nullable Instant usedAt) {}

    private static Found found(ResultSet rs, int row) throws SQLException {
        String asked = rs.getString("asked");
        String binding = rs.getString("binding");
        Grant grant = new Grant(
                rs.getObject("id", UUID.class),
                rs.getObject("account", UUID.class),
                rs.getString("application"),
                rs.getObject("session", UUID.class),
                Set.of((String[]) rs.getArray("scopes").getArray()),
                rs.getTimestamp("auth_time").toInstant(),
                rs.getString("acr"),
                List.of((String[]) rs.getArray("amr").getArray()),
                rs.getBoolean("offline"),
                rs.getString("nonce"),
                rs.getString("redirect_uri"),
                rs.getString("code_challenge"),
                rs.getTimestamp("expires_at").toInstant(),
                asked == null ? Asked.NOTHING : Json.read(asked, Asked.class),
                binding == null ? null : Confirmation.ofStored(binding));
        java.sql.Timestamp tokenEnd = rs.getTimestamp("token_end");
        java.sql.Timestamp usedAt = rs.getTimestamp("used_at");
        return new Found(
                grant,
                rs.getBoolean("alive"),
                tokenEnd == null ? grant.expiresAt() : tokenEnd.toInstant(),
                usedAt == null ? null : usedAt.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** PKCE (RFC 7636) with S256, the only method. */
    static final class CodeVerifiers {

        private CodeVerifiers() {}

        /** Without a challenge a verifier must be missing too (RFC 9700 section 2.1.1: no downgrade). */
        static boolean matches(@Nullable String verifier, @Nullable String challenge) {
            if (verifier == null || challenge == null) {
                return verifier == null && challenge == null;
            }
            if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
                return false;
            }
            String computed = java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(OpaqueKeys.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
            return MessageDigest.isEqual(
                    computed.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
