package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Introspection (RFC 7662) and revocation (RFC 7009). An application learns of tokens that were issued to it or for it,
 * and of no others; it takes back its own.
 */
@Component
public class TokenInspections implements AuthenticationProvider {

    private final Applications applications;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Entitlements entitlements;
    private final Subjects subjects;

    TokenInspections(
            Applications applications,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            Entitlements entitlements,
            Subjects subjects) {
        this.applications = applications;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.entitlements = entitlements;
        this.subjects = subjects;
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type)
                || OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Application caller = ClientAuthentication.authenticated(authentication, applications);
        if (authentication instanceof OAuth2TokenRevocationAuthenticationToken revocation) {
            return revoke(revocation, caller);
        }
        OAuth2TokenIntrospectionAuthenticationToken introspection =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        OAuth2TokenIntrospection found = accessToken(introspection.getToken(), caller)
                .or(() -> refreshToken(introspection.getToken(), caller))
                .orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
        return new OAuth2TokenIntrospectionAuthenticationToken(
                introspection.getToken(), (Authentication) introspection.getPrincipal(), found);
    }

    private Optional<OAuth2TokenIntrospection> accessToken(String token, Application caller) {
        return accessTokens
                .living(token)
                .filter(living -> living.clientId().equals(caller.id())
                        || Resources.isFor(living.claims().getAudience(), caller))
                .map(living -> {
                    OAuth2TokenIntrospection.Builder answer = OAuth2TokenIntrospection.builder(true)
                            .tokenType(isDpop(living.confirmation()) ? "DPoP" : "Bearer");
                    answer.claims(claims -> {
                        claims.putAll(living.claims().getClaims());
                        claims.put("exp", living.claims().getExpirationTime().toInstant());
                        claims.put("iat", living.claims().getIssueTime().toInstant());
                        claims.put(
                                "scope", new TreeSet<>(living.scopes()).stream().toList());
                    });
                    return answer.build();
                });
    }

    private Optional<OAuth2TokenIntrospection> refreshToken(String token, Application caller) {
        return refreshTokens
                .living(token)
                .filter(row -> row.grant().applicationId().equals(caller.id()))
                .filter(row -> entitlements
                        .of(row)
                        .filter(entitlement -> entitlement.decision().admitted())
                        .isPresent())
                .map(row -> {
                    Grant grant = row.grant();
                    OAuth2TokenIntrospection.Builder answer = OAuth2TokenIntrospection.builder(true)
                            .clientId(caller.id())
                            .subject(subjects.of(grant.accountId(), caller))
                            .scopes(scopes -> scopes.addAll(new TreeSet<>(grant.scopes())))
                            .expiresAt(grant.expiresAt());
                    if (grant.binding() != null) {
                        answer.claim("cnf", grant.binding().claim());
                    }
                    return answer.build();
                });
    }

    private static boolean isDpop(@Nullable Confirmation bound) {
        return bound != null && bound.isDpop();
    }

    private Authentication revoke(OAuth2TokenRevocationAuthenticationToken revocation, Application caller) {
        String token = revocation.getToken();
        if (!refreshTokens.endFamilyOf(token, caller)) {
            accessTokens.revoke(token, caller.id());
        }
        revocation.setAuthenticated(true);
        return revocation;
    }
}
