package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.Redemption.Redeemed;
import de.stadttor.issuing.Redemption.Refused;
import de.stadttor.issuing.TokenSigner.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.stereotype.Component;

/** The token endpoint's grants: first redeem, in one transaction, then sign. */
@Component
public class TokenRequests implements AuthenticationProvider {

    private final Applications applications;
    private final Codes codes;
    private final RefreshTokens refreshTokens;
    private final TokenSigner signer;
    private final HeldKeys heldKeys;
    private final DevicePolls devices;
    private final TokenExchanges exchanges;
    private final Resources resources;

    TokenRequests(
            Applications applications,
            Codes codes,
            RefreshTokens refreshTokens,
            TokenSigner signer,
            HeldKeys heldKeys,
            DevicePolls devices,
            TokenExchanges exchanges,
            Resources resources) {
        this.applications = applications;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.signer = signer;
        this.heldKeys = heldKeys;
        this.devices = devices;
        this.exchanges = exchanges;
        this.resources = resources;
    }

    @Override
    public boolean supports(Class<?> type) {
        return OAuth2AuthorizationGrantAuthenticationToken.class.isAssignableFrom(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Application application = ClientAuthentication.authenticated(authentication, applications);
        OAuth2AuthorizationGrantAuthenticationToken request =
                (OAuth2AuthorizationGrantAuthenticationToken) authentication;
        if (!application.grants().contains(request.getGrantType().getValue())) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        List<String> named = resources.wanted(request.getAdditionalParameters().get("resource"), application);
        Wanted wanted = new Wanted(scopes(request), named, heldKeys.prove(request, application));
        return switch (request) {
            case OAuth2AuthorizationCodeAuthenticationToken code ->
                answer(
                        code,
                        application,
                        codes.redeem(
                                code.getCode(),
                                application,
                                code.getRedirectUri(),
                                text(code.getAdditionalParameters().get("code_verifier")),
                                wanted));
            case OAuth2RefreshTokenAuthenticationToken refresh ->
                answer(refresh, application, refreshTokens.refresh(refresh.getRefreshToken(), application, wanted));
            case OAuth2DeviceCodeAuthenticationToken device ->
                answer(device, application, devices.redeem(device.getDeviceCode(), application, wanted));
            case OAuth2TokenExchangeAuthenticationToken exchange ->
                exchanged(exchange, application, exchanges.exchange(exchange, application, wanted.proven()));
            case OAuth2ClientCredentialsAuthenticationToken service -> service(service, application, wanted);
            default -> throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE);
        };
    }

    private Authentication answer(Authentication request, Application application, Redemption redemption) {
        return switch (redemption) {
            case Refused refused -> throw Refusals.of(refused.error(), refused.description());
            case Redeemed redeemed -> tokens(request, application, redeemed);
        };
    }

    private Authentication tokens(Authentication request, Application application, Redeemed redeemed) {
        TokenSigner.Signed access = signer.accessToken(
                redeemed.grant(),
                redeemed.entitlement(),
                new Target(
                        redeemed.scopes(),
                        redeemed.resources(),
                        HeldKeys.of(request).token()));
        Map<String, Object> further = new LinkedHashMap<>();
        if (redeemed.scopes().contains("openid")) {
            further.put(
                    "id_token",
                    signer.idToken(
                                    redeemed.grant(),
                                    redeemed.entitlement(),
                                    redeemed.scopes(),
                                    request instanceof OAuth2RefreshTokenAuthenticationToken
                                            ? null
                                            : redeemed.grant().nonce(),
                                    access.value())
                            .value());
        }
        if (!redeemed.grant().asked().details().isEmpty()) {
            further.put("authorization_details", redeemed.grant().asked().details());
        }
        String refresh = redeemed.refreshToken();
        return new OAuth2AccessTokenAuthenticationToken(
                RegisteredClients.of(application),
                client(request),
                token(access, redeemed.scopes(), HeldKeys.of(request)),
                refresh == null
                        ? null
                        : new OAuth2RefreshToken(
                                refresh, access.issuedAt(), redeemed.grant().expiresAt()),
                further);
    }

    private static Set<String> scopes(Authentication request) {
        return switch (request) {
            case OAuth2RefreshTokenAuthenticationToken refresh -> refresh.getScopes();
            case OAuth2ClientCredentialsAuthenticationToken service -> service.getScopes();
            default -> Set.of();
        };
    }

    private Authentication service(
            OAuth2ClientCredentialsAuthenticationToken request, Application application, Wanted wanted) {
        if (application.isPublicClient()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        Set<String> scopes = wanted.scopes().isEmpty() ? application.scopes() : wanted.scopes();
        if (!application.scopes().containsAll(scopes)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        Target target = new Target(scopes, wanted.resources(), wanted.proven().token());
        return new OAuth2AccessTokenAuthenticationToken(
                RegisteredClients.of(application),
                client(request),
                token(signer.serviceToken(application, target), scopes, wanted.proven()));
    }

    /** RFC 8693 section 2.2.1; neither a refresh token nor an ID token. */
    private static Authentication exchanged(
            Authentication request, Application application, TokenExchanges.Exchanged exchanged) {
        return new OAuth2AccessTokenAuthenticationToken(
                RegisteredClients.of(application),
                client(request),
                token(exchanged.token(), exchanged.scopes(), HeldKeys.of(request)),
                null,
                Map.of("issued_token_type", TokenExchanges.ACCESS_TOKEN));
    }

    private static Authentication client(Authentication request) {
        if (request.getPrincipal() instanceof Authentication client) {
            return client;
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    private static OAuth2AccessToken token(TokenSigner.Signed signed, Set<String> scopes, HeldKeys.Proven proven) {
        OAuth2AccessToken.TokenType type =
                proven.token() != null && proven.token().isDpop()
                        ? OAuth2AccessToken.TokenType.DPOP
                        : OAuth2AccessToken.TokenType.BEARER;
        return new OAuth2AccessToken(type, signed.value(), signed.issuedAt(), signed.expiresAt(), scopes);
    }

    private static @Nullable String text(@Nullable Object parameter) {
        return parameter instanceof String text && !text.isEmpty() ? text : null;
    }
}
