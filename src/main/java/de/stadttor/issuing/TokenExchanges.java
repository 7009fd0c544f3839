package de.stadttor.issuing;

import de.stadttor.access.Reason;
import de.stadttor.application.Application;
import de.stadttor.issuing.AccessTokens.Living;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Token exchange (RFC 8693): an application that was handed a person's access token gets one of its own for that person,
 * as a delegate. Its owner registered whose tokens it exchanges, and the person's provider has released its staff to it:
 * it learns nothing that it would not learn if the person signed in there.
 */
@Component
public class TokenExchanges {

    /** Section 3. */
    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** So many applications in a row, each acting for the one before. */
    private static final int LONGEST_CHAIN = 5;

    private final AccessTokens tokens;
    private final Entitlements entitlements;
    private final TokenSigner signer;
    private final Resources resources;

    TokenExchanges(AccessTokens tokens, Entitlements entitlements, TokenSigner signer, Resources resources) {
        this.tokens = tokens;
        this.entitlements = entitlements;
        this.signer = signer;
        this.resources = resources;
    }

    /** A token in exchange, with what it is good for. */
    record Exchanged(TokenSigner.Signed token, Set<String> scopes) {}

    /**
     * Reads a token request of this grant (section 2.1); null for one of another.
     *
     * @throws OAuth2AuthenticationException where the subject token is missing
     */
    public static @Nullable Authentication read(HttpServletRequest request) {
        if (!Application.TOKEN_EXCHANGE.equals(FormParameters.of(request, "grant_type"))) {
            return null;
        }
        String subject = FormParameters.of(request, "subject_token");
        String type = FormParameters.of(request, "subject_token_type");
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        if (subject == null || type == null || client == null) {
            throw Refusals.invalidRequest("expected subject_token and subject_token_type");
        }
        return new OAuth2TokenExchangeAuthenticationToken(
                Objects.requireNonNullElse(FormParameters.of(request, "requested_token_type"), ACCESS_TOKEN),
                subject,
                type,
                client,
                FormParameters.of(request, "actor_token"),
                FormParameters.of(request, "actor_token_type"),
                all(request, "resource"),
                all(request, "audience"),
                words(FormParameters.of(request, "scope")),
                Map.of());
    }

    private static Set<String> all(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? Set.of() : new TreeSet<>(Arrays.asList(values));
    }

    private static Set<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? Set.of()
                : new TreeSet<>(Arrays.asList(text.trim().split(" +")));
    }

    /**
     * Exchanges a token.
     *
     * @param application that authenticated itself and is registered for the grant
     * @param proven which key was proven to be held
     * @throws OAuth2AuthenticationException where there is nothing to be had (section 2.2.2)
     */
    Exchanged exchange(
            OAuth2TokenExchangeAuthenticationToken request, Application application, HeldKeys.Proven proven) {
        checkRequest(request, application);
        List<String> restriction = resources.wanted(request.getResources(), application);
        Living subject = tokens.living(request.getSubjectToken())
                .orElseThrow(() -> Refusals.invalidRequest("the subject token is unknown, expired or taken back"));
        Grant grant = subject.grant();
        if (grant == null) {
            throw Refusals.invalidRequest("the subject token is of no person");
        }
        checkSubject(subject, application, proven);
        Set<String> scopes = scopes(request.getScopes(), subject, application);
        Entitlement entitlement = entitlements
                .of(grant, application.id())
                .orElseThrow(() -> Refusals.of("invalid_grant", Reason.PROVIDER_DISABLED.code()));
        entitlements.record(entitlement);
        Reason reason = entitlement.decision().reason();
        if (reason != null) {
            throw Refusals.of("invalid_grant", reason.code());
        }
        return new Exchanged(
                signer.exchangedToken(
                        grant,
                        entitlement,
                        new TokenSigner.Target(scopes, restriction, proven.token()),
                        actor(subject, application),
                        subject.claims().getExpirationTime().toInstant()),
                scopes);
    }

    private static void checkRequest(OAuth2TokenExchangeAuthenticationToken request, Application application) {
        if (application.isPublicClient()) {
            throw Refusals.of("unauthorized_client", "the application cannot prove who it is");
        }
        if (request.getActorToken() != null || request.getActorTokenType() != null) {
            throw Refusals.invalidRequest("actor_token is not supported: the actor is the client");
        }
        if (!request.getRequestedTokenType().equals(ACCESS_TOKEN)) {
            throw Refusals.invalidRequest("expected the requested_token_type " + ACCESS_TOKEN);
        }
        if (!request.getSubjectTokenType().equals(ACCESS_TOKEN)) {
            throw Refusals.invalidRequest("expected the subject_token_type " + ACCESS_TOKEN);
        }
        String own = application.tokenAudience();
        if (!Set.of(own).containsAll(request.getAudiences())) {
            throw Refusals.of("invalid_target", "the application gets tokens for its own audience alone");
        }
        if (own.equals(Application.STADTTOR)) {
            throw Refusals.of("invalid_target", "nobody acts for a person at the hub itself");
        }
    }

    private static void checkSubject(Living subject, Application application, HeldKeys.Proven proven) {
        if (!application.protocol().exchangesTokensOf().contains(subject.clientId())) {
            throw Refusals.invalidRequest(
                    "the subject token is of an application whose tokens this one is not registered to exchange");
        }
        Confirmation bound = subject.confirmation();
        if (bound != null && !bound.equals(proven.token())) {
            throw Refusals.invalidRequest("the subject token is bound to a key that was not proven");
        }
        int chain = 0;
        for (Object actor = subject.claims().getClaim("act"); actor instanceof Map<?, ?> before; chain++) {
            actor = before.get("act");
        }
        if (chain >= LONGEST_CHAIN) {
            throw Refusals.invalidRequest("the subject token has gone through too many applications");
        }
    }

    /** No refresh token comes of it; without a scope it gets what both have. */
    private static Set<String> scopes(Set<String> asked, Living subject, Application application) {
        Set<String> scopes = new TreeSet<>(asked.isEmpty() ? subject.scopes() : asked);
        if (asked.isEmpty()) {
            scopes.retainAll(application.scopes());
        }
        scopes.remove("offline_access");
        if (scopes.isEmpty() || !application.scopes().containsAll(scopes)) {
            throw Refusals.of("invalid_scope", "the application is not registered for the scope");
        }
        return scopes;
    }

    /** Section 4.1: who acts now, and within it who acted before. */
    private static Map<String, Object> actor(Living subject, Application application) {
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("sub", application.id());
        Object before = subject.claims().getClaim("act");
        if (before != null) {
            actor.put("act", before);
        }
        return actor;
    }
}
