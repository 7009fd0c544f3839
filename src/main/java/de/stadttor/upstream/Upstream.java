package de.stadttor.upstream;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.OutgoingCalls;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The hub as a client of the providers: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0,
 * RFC 7636, RFC 9207). Nothing is asked of a provider before somebody wants to sign in there.
 */
@Component
public class Upstream {

    private static final String SCOPE = "openid profile email";

    private final ProviderDocuments documents;
    private final IdTokens idTokens;
    private final CodeExchange exchange;
    private final Clock clock;

    @Autowired
    Upstream(OutgoingCalls calls, Providers providers, Responsiveness answers, ChangeFeed changes, Clock clock) {
        this(calls, providers::clientSecret, answers, clock);
        changes.onChange("provider", documents::forget);
    }

    /**
     * @param clientSecrets by provider id
     */
    Upstream(
            OutgoingCalls calls,
            Function<String, Optional<String>> clientSecrets,
            Responsiveness answers,
            Clock clock) {
        ProviderCalls timed = new ProviderCalls(calls, answers);
        this.documents = new ProviderDocuments(timed, clock);
        this.idTokens = new IdTokens(documents);
        this.exchange = new CodeExchange(timed, clientSecrets);
        this.clock = clock;
    }

    /**
     * @throws UpstreamFailure when the provider's discovery document cannot be had
     */
    public Start start(Provider provider, StartRequest request) throws UpstreamFailure {
        Metadata metadata = documents.metadata(provider);
        Pending pending = new Pending(
                provider.id(),
                request.state(),
                Secrets.next(),
                Secrets.next(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                request.maxAge(),
                request.forceLogin());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", provider.clientId());
        parameters.put("redirect_uri", request.redirectUri().toString());
        parameters.put("scope", SCOPE);
        parameters.put("state", pending.state());
        parameters.put("nonce", pending.nonce());
        parameters.put("code_challenge", Secrets.s256(pending.codeVerifier()));
        parameters.put("code_challenge_method", "S256");
        put(parameters, "prompt", prompt(request));
        put(
                parameters,
                "max_age",
                request.maxAge() == null ? null : Long.toString(request.maxAge().toSeconds()));
        put(parameters, "login_hint", request.loginHint());
        put(parameters, "acr_values", request.acrValues().isEmpty() ? null : String.join(" ", request.acrValues()));
        put(parameters, "ui_locales", request.uiLocale());
        return new Start(with(metadata.authorizationEndpoint(), parameters), pending);
    }

    /**
     * @param callbackParameters all of the callback's, as they came
     * @param redirectUri the same as at the start
     */
    public UpstreamIdentity finish(
            Provider provider, Pending pending, Map<String, List<String>> callbackParameters, URI redirectUri)
            throws UpstreamFailure {
        Callback callback = new Callback(callbackParameters);
        callback.requireOurs(provider, pending);
        Metadata metadata = documents.metadata(provider);
        callback.requireIssuer(metadata);
        CodeExchange.Tokens tokens =
                exchange.redeem(provider, metadata, callback.code(), pending.codeVerifier(), redirectUri);
        IdTokens.Signed signed = idTokens.verified(provider, tokens.idToken());
        IdTokenChecks checks = new IdTokenChecks(provider, pending, clock.instant(), tokens.accessToken());
        checks.check(signed);
        Map<String, Object> claims = exchange.withUserinfo(provider, metadata, signed.claims(), tokens.accessToken());
        return new UpstreamIdentity(
                provider.id(),
                String.valueOf(claims.get("sub")),
                checks.authTime(claims),
                claims.get("acr") instanceof String acr ? acr : null,
                claims.get("amr") instanceof List<?> amr
                        ? amr.stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList()
                        : List.of(),
                claims.get("sid") instanceof String sid ? sid : null,
                claims,
                tokens.idToken());
    }

    /**
     * Where a logout goes on at the provider (OpenID Connect RP-Initiated Logout 1.0).
     *
     * @param idToken of the session that ends; null where it is not known, then the provider may ask the person
     * @return empty where the provider has no such address, or cannot be asked for it
     */
    public Optional<URI> logoutUri(
            Provider provider, @Nullable String idToken, URI postLogoutRedirectUri, String state) {
        URI endpoint;
        try {
            endpoint = documents.metadata(provider).endSessionEndpoint();
        } catch (UpstreamFailure e) {
            return Optional.empty();
        }
        if (endpoint == null) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "id_token_hint", idToken);
        parameters.put("client_id", provider.clientId());
        parameters.put("post_logout_redirect_uri", postLogoutRedirectUri.toString());
        parameters.put("state", state);
        return Optional.of(with(endpoint, parameters));
    }

    /**
     * Looks at all that a sign-in there needs apart from a person, and sends the provider a code that it never gave.
     *
     * @param redirectUri as at a sign-in
     * @throws UpstreamFailure naming the first thing that is wrong
     */
    public void examine(Provider provider, URI redirectUri) throws UpstreamFailure {
        Metadata metadata = documents.metadata(provider);
        if (documents.keys(provider).isEmpty()) {
            throw UpstreamFailure.nonsense("the key set is empty");
        }
        String error = exchange.errorForUnknownCode(provider, metadata, redirectUri);
        switch (error) {
            case "invalid_grant" -> {
                // what a client gets whose secret is good
            }
            case "invalid_client", "unauthorized_client" ->
                throw UpstreamFailure.nonsense("it does not accept the hub's client id and secret (" + error + ")");
            default -> throw UpstreamFailure.nonsense("its token endpoint answers a wrong code with " + error);
        }
    }

    private static @Nullable String prompt(StartRequest request) {
        List<String> prompts = new ArrayList<>();
        if (request.forceLogin()) {
            prompts.add("login");
        }
        if (request.selectAccount()) {
            prompts.add("select_account");
        }
        return prompts.isEmpty() ? null : String.join(" ", prompts);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** Values are variables of the template, so that each character of theirs is encoded. */
    private static URI with(URI endpoint, Map<String, String> parameters) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUri(endpoint);
        parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode().buildAndExpand(parameters).toUri();
    }
}
