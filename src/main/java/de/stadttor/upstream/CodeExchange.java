package de.stadttor.upstream;

import de.stadttor.federation.Provider;
import de.stadttor.person.ClaimPath;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls behind the browser's back: code for tokens, and the claims that the ID token lacks. */
final class CodeExchange {

    private final ProviderCalls calls;
    private final Function<String, Optional<String>> clientSecrets;

    CodeExchange(ProviderCalls calls, Function<String, Optional<String>> clientSecrets) {
        this.calls = calls;
        this.clientSecrets = clientSecrets;
    }

    /**
     * @param idToken not yet verified
     */
    record Tokens(String idToken, @Nullable String accessToken) {

        /** Never one of them. */
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    Tokens redeem(Provider provider, Metadata metadata, String code, String codeVerifier, URI redirectUri)
            throws UpstreamFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri.toString());
        form.put("code_verifier", codeVerifier);
        Response response = ask(provider, metadata, form);
        if (response.status() == 400 || response.status() == 401) {
            String error = error(response);
            throw new UpstreamFailure(
                    error.equals("invalid_grant") ? UpstreamFailure.Kind.SPENT : UpstreamFailure.Kind.NONSENSE,
                    "token endpoint: error " + error);
        }
        Map<String, Object> answer =
                BoundedJson.object("the token answer", ProviderAnswers.body("token endpoint", response));
        if (!(answer.get("id_token") instanceof String idToken)) {
            throw UpstreamFailure.nonsense("the token answer lacks an ID token");
        }
        return new Tokens(idToken, answer.get("access_token") instanceof String token ? token : null);
    }

    /** The error that the provider has for a code that it never gave: it tells whether it accepts the hub's client. */
    String errorForUnknownCode(Provider provider, Metadata metadata, URI redirectUri) throws UpstreamFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", Secrets.next());
        form.put("redirect_uri", redirectUri.toString());
        form.put("code_verifier", Secrets.next());
        return error(ask(provider, metadata, form));
    }

    private Response ask(Provider provider, Metadata metadata, Map<String, String> form) throws UpstreamFailure {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        Optional<String> secret = clientSecrets.apply(provider.id());
        if (secret.isPresent() && !metadata.takesSecretInBody()) {
            headers.put("Authorization", basic(provider.clientId(), secret.get()));
        } else {
            form.put("client_id", provider.clientId());
            secret.ifPresent(value -> form.put("client_secret", value));
        }
        try {
            Response response = calls.postForm(provider.id(), metadata.tokenEndpoint(), form, headers);
            calls.clientRefused(provider.id(), refusesClient(response));
            return response;
        } catch (CallFailure e) {
            throw ProviderAnswers.failure("token endpoint", e);
        }
    }

    /**
     * The claims of the ID token, and where the claims that the provider's profile names are not all among them, those
     * of userinfo too. What the ID token says stands: it alone is signed.
     */
    Map<String, Object> withUserinfo(
            Provider provider, Metadata metadata, Map<String, Object> claims, @Nullable String accessToken)
            throws UpstreamFailure {
        URI endpoint = metadata.userinfoEndpoint();
        if (endpoint == null || accessToken == null || hasAll(provider.claims(), claims)) {
            return claims;
        }
        Map<String, Object> userinfo = BoundedJson.claims("userinfo", userinfo(provider, endpoint, accessToken));
        // OpenID Connect Core 1.0, section 5.3.2: sub MUST be verified to exactly match; else nothing of it counts.
        if (!Objects.equals(claims.get("sub"), userinfo.get("sub"))) {
            throw UpstreamFailure.nonsense("userinfo is about another person");
        }
        Map<String, Object> all = new LinkedHashMap<>(userinfo);
        all.putAll(claims);
        return all;
    }

    private static boolean hasAll(Provider.ClaimProfile profile, Map<String, Object> claims) {
        return Stream.of(profile.groups(), profile.roles(), profile.orgUnit(), profile.ags())
                .filter(Objects::nonNull)
                .allMatch(name -> ClaimPath.find(claims, name).isPresent());
    }

    private String userinfo(Provider provider, URI endpoint, String accessToken) throws UpstreamFailure {
        try {
            return ProviderAnswers.body(
                    "userinfo",
                    calls.get(
                            provider.id(),
                            endpoint,
                            Map.of("Accept", "application/json", "Authorization", "Bearer " + accessToken)));
        } catch (CallFailure e) {
            throw ProviderAnswers.failure("userinfo", e);
        }
    }

    private static boolean refusesClient(Response response) {
        return response.status() == 401
                || (response.status() == 400
                        && List.of("invalid_client", "unauthorized_client").contains(error(response)));
    }

    private static String error(Response response) {
        try {
            Object error = BoundedJson.object("the error", response.body()).get("error");
            return String.valueOf(error).replaceAll("[^a-z_]", "?");
        } catch (UpstreamFailure e) {
            return "unknown";
        }
    }

    /** RFC 6749 section 2.3.1: each part form-encoded before it is joined. */
    private static String basic(String clientId, String secret) {
        String credentials = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
