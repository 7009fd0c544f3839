package de.stadttor.issuing;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Access tokens as they come back to the hub: at userinfo, introspection, revocation and its own API. */
@Component
public class AccessTokens {

    private final SigningKeys keys;
    private final Grants grants;
    private final Entitlements entitlements;
    private final Applications applications;
    private final BreakGlass breakGlass;
    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    AccessTokens(
            SigningKeys keys,
            Grants grants,
            Entitlements entitlements,
            Applications applications,
            BreakGlass breakGlass,
            JdbcClient jdbc,
            Settings settings,
            Clock clock) {
        this.keys = keys;
        this.grants = grants;
        this.entitlements = entitlements;
        this.applications = applications;
        this.breakGlass = breakGlass;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * An access token that counts: signed by the hub, not expired, not taken back, and its grant lives.
     *
     * @param grant of an exchanged token that of the token which it was given for; null for a token of client_credentials, and for one of {@link BreakGlass}
     * @param entitlement what the grant is worth now; null without a grant
     */
    public record Living(
            JWTClaimsSet claims,
            @Nullable Grant grant,
            @Nullable Entitlement entitlement) {

        public String clientId() {
            return String.valueOf(claims.getClaim("client_id"));
        }

        /** Of a token without a person the client that it was given to, or {@link BreakGlass#SUBJECT}. */
        public String subject() {
            return claims.getSubject();
        }

        public Set<String> scopes() {
            return Set.copyOf(
                    Arrays.asList(String.valueOf(claims.getClaim("scope")).split(" ")));
        }

        /** The roles that the token carries; empty where it carries none. */
        public Set<String> roles() {
            try {
                List<String> roles = claims.getStringListClaim("roles");
                return roles == null ? Set.of() : Set.copyOf(roles);
            } catch (ParseException e) {
                return Set.of();
            }
        }

        /** What it is bound to; null where whoever has it can use it. */
        public @Nullable Confirmation confirmation() {
            return Confirmation.ofClaim(claims.getClaim("cnf"));
        }

        /** The account of the person it is about, null for a token of client_credentials. */
        public @Nullable UUID accountId() {
            return grant == null ? null : grant.accountId();
        }

        /** The provider of the person it is about, null for a token of client_credentials. */
        public @Nullable String providerId() {
            return entitlement == null ? null : entitlement.provider().id();
        }
    }

    /** The token, if it counts. */
    public Optional<Living> living(String token) {
        return signed(token).flatMap(claims -> {
            String grantId = TokenSigner.grantOf(claims.getJWTID());
            return grantId.isEmpty() || grantId.equals(BreakGlass.GRANT)
                    ? withoutGrant(claims, grantId)
                    : withGrant(claims, UUID.fromString(grantId));
        });
    }

    private Optional<JWTClaimsSet> signed(String token) {
        return keys.verify(token, Set.of(TokenSigner.ACCESS_TOKEN_TYPE))
                .filter(claims -> settings.issuer().equals(claims.getIssuer()))
                .filter(claims ->
                        clock.instant().isBefore(claims.getExpirationTime().toInstant()));
    }

    private Optional<Living> withoutGrant(JWTClaimsSet claims, String grantId) {
        if (revoked(claims)) {
            return Optional.empty();
        }
        if (grantId.equals(BreakGlass.GRANT)) {
            return breakGlass.isOpen(claims.getJWTID())
                    ? Optional.of(new Living(claims, null, null))
                    : Optional.empty();
        }
        return applications
                .find(String.valueOf(claims.getClaim("client_id")))
                .filter(application -> application.grants().contains("client_credentials"))
                .map(application -> new Living(claims, null, null));
    }

    private Optional<Living> withGrant(JWTClaimsSet claims, UUID grantId) {
        String clientId = String.valueOf(claims.getClaim("client_id"));
        return grants.alive(grantId, revocationKey(claims))
                .filter(row -> row.grant().applicationId().equals(clientId) || mayBeExchanged(row, clientId))
                .flatMap(row -> entitlements
                        .of(row, clientId)
                        .filter(entitlement -> entitlement.decision().admitted())
                        .map(entitlement -> new Living(claims, row.grant(), entitlement)));
    }

    /** An exchanged token (RFC 8693) ends with that which it was given for, and with the application's registration. */
    private boolean mayBeExchanged(GrantRow row, String clientId) {
        return applications
                        .find(clientId)
                        .filter(application -> application.grants().contains(Application.TOKEN_EXCHANGE))
                        .isPresent()
                && entitlements
                        .of(row)
                        .filter(entitlement -> entitlement.decision().admitted())
                        .isPresent();
    }

    private boolean revoked(JWTClaimsSet claims) {
        return jdbc.sql("select exists (select from revoked_token where key = :key)")
                .param("key", revocationKey(claims))
                .query(Boolean.class)
                .single();
    }

    /** Takes an access token back until it expires (RFC 7009); one that is not the application's is left alone. */
    void revoke(String token, String clientId) {
        signed(token)
                .filter(claims -> clientId.equals(claims.getClaim("client_id")))
                .ifPresent(claims -> {
                    Instant end = claims.getExpirationTime().toInstant();
                    jdbc.sql("insert into revoked_token (key, expires_at) values (:key, :end) on conflict do nothing")
                            .param("key", revocationKey(claims))
                            .param("end", end.atOffset(ZoneOffset.UTC))
                            .update();
                });
    }

    /** The day of the token's end stands in its jti, behind the grant. */
    private static byte[] revocationKey(JWTClaimsSet claims) {
        String jti = claims.getJWTID();
        String secret = jti.substring(jti.indexOf('.') + 1);
        return OpaqueKeys.storedKey(secret).orElseGet(() -> OpaqueKeys.sha256(jti.getBytes(StandardCharsets.US_ASCII)));
    }
}
