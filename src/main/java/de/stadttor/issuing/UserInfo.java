package de.stadttor.issuing;

import de.stadttor.issuing.AccessTokens.Living;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Userinfo (OpenID Connect Core section 5.3). What it tells was read when the bearer token was checked: Spring's filter
 * turns every exception in here into the client's fault, and a database that is away is not.
 */
@Component
public class UserInfo implements AuthenticationProvider {

    private final Resources resources;

    UserInfo(Resources resources) {
        this.resources = resources;
    }

    @Override
    public boolean supports(Class<?> type) {
        return OidcUserInfoAuthenticationToken.class.isAssignableFrom(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        if (!(authentication.getPrincipal() instanceof BearerToken bearer)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN);
        }
        Living living = bearer.living();
        Entitlement entitlement = living.entitlement();
        if (entitlement != null && !resources.isForUserinfo(living.claims().getAudience(), entitlement.application())) {
            throw Refusals.invalidToken("the token is for another resource (RFC 8707)");
        }
        if (entitlement == null || !living.scopes().contains("openid")) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INSUFFICIENT_SCOPE);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", living.claims().getSubject());
        Grant grant = living.grant();
        boolean own = grant != null && grant.applicationId().equals(living.clientId());
        claims.putAll(OutwardClaims.userinfo(
                entitlement, living.scopes(), grant != null && own ? grant.asked() : Asked.NOTHING));
        return new OidcUserInfoAuthenticationToken(bearer, new OidcUserInfo(claims));
    }
}
