package de.stadttor.upstream;

import de.stadttor.federation.Provider;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider's answer as the browser brought it (RFC 6749 section 4.1.2, RFC 9207). */
record Callback(Map<String, List<String>> parameters) {

    void requireOurs(Provider provider, Pending pending) throws UpstreamFailure {
        // RFC 6749 section 3.1: parameters MUST NOT be included more than once.
        if (parameters.values().stream().anyMatch(values -> values.size() != 1)) {
            throw UpstreamFailure.nonsense("callback: a parameter stands there twice");
        }
        if (!provider.id().equals(pending.providerId())) {
            throw UpstreamFailure.nonsense("callback: another provider was asked");
        }
        String state = one("state");
        if (state == null || !Secrets.same(pending.state(), state)) {
            throw UpstreamFailure.nonsense("callback: state is not the one that was sent");
        }
        String issuer = one("iss");
        if (issuer != null && !issuer.equals(provider.issuer())) {
            throw UpstreamFailure.nonsense("callback: iss is another issuer");
        }
    }

    /** RFC 9207 section 2.4: a provider that says that it tells its issuer has to. */
    void requireIssuer(Metadata metadata) throws UpstreamFailure {
        if (metadata.tellsIssuer() && one("iss") == null) {
            throw UpstreamFailure.nonsense("callback: iss is missing");
        }
    }

    String code() throws UpstreamFailure {
        String error = one("error");
        if (error != null) {
            throw refusal(error);
        }
        String code = one("code");
        if (code == null || code.isEmpty()) {
            throw UpstreamFailure.nonsense("callback: neither code nor error");
        }
        return code;
    }

    private UpstreamFailure refusal(String error) {
        UpstreamFailure.Kind kind = switch (error) {
            case "access_denied" -> UpstreamFailure.Kind.DECLINED;
            case "login_required" -> UpstreamFailure.Kind.LOGIN_REQUIRED;
            case "interaction_required",
                    "account_selection_required",
                    "consent_required",
                    "unmet_authentication_requirements" -> UpstreamFailure.Kind.INTERACTION_REQUIRED;
            // Keycloak says so when the person left its page open for too long: the provider is well.
            case "temporarily_unavailable" ->
                "authentication_expired".equals(one("error_description"))
                        ? UpstreamFailure.Kind.SPENT
                        : UpstreamFailure.Kind.AWAY;
            case "server_error" -> UpstreamFailure.Kind.AWAY;
            default -> UpstreamFailure.Kind.NONSENSE;
        };
        return new UpstreamFailure(kind, "callback: error " + error.replaceAll("[^a-z_]", "?"));
    }

    private @Nullable String one(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
