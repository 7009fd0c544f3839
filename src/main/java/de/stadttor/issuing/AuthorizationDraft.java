package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.issuing.AuthorizationRequest.WantedAcr;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as far as the checks of {@link AuthorizationChecks} have come: what it says, and what was read of it. */
final class AuthorizationDraft {

    private static final int MOST_LANGUAGES = 5;

    final Map<String, List<String>> parameters;
    final RequestSource source;
    final boolean signed;

    @Nullable
    Application application;

    ResponseMode mode = ResponseMode.QUERY;
    Set<String> scopes = Set.of();
    Set<String> prompts = Set.of();

    @Nullable
    Duration maxAge;

    @Nullable
    ClaimsRequest claims;

    WantedAcr acr = WantedAcr.ANY;
    List<Map<String, Object>> details = List.of();
    List<String> resources = List.of();

    AuthorizationDraft(Map<String, List<String>> parameters, RequestSource source, boolean signed) {
        this.parameters = parameters;
        this.source = source;
        this.signed = signed;
    }

    /** The value of a parameter; null where it is missing, empty (RFC 6749 section 3.1) or repeated. */
    @Nullable
    String single(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.size() != 1 || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /** The values of a parameter that may stand there more than once, each once; empty where it is missing. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    String require(String name) {
        String value = single(name);
        if (value == null) {
            throw new IllegalStateException(name + " was not checked");
        }
        return value;
    }

    Application client() {
        if (application == null) {
            throw new IllegalStateException("client_id was not checked");
        }
        return application;
    }

    Recipient recipient() {
        String state = single("state");
        return new Recipient(
                client(),
                require("redirect_uri"),
                mode,
                state == null || state.length() > AuthorizationChecks.LONGEST_VALUE ? null : state);
    }

    AuthorizationRequest finish() {
        return new AuthorizationRequest(
                recipient(),
                scopes,
                single("nonce"),
                single("code_challenge"),
                prompts,
                maxAge,
                single("login_hint"),
                single("idp_hint"),
                single("id_token_hint"),
                languages(single("ui_locales")),
                acr,
                new Asked(claims, resources, details, single("dpop_jkt")),
                source);
    }

    private static List<String> languages(@Nullable String tags) {
        return tags == null
                ? List.of()
                : Arrays.stream(tags.split(" "))
                        .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                        .filter(language -> !language.isEmpty())
                        .distinct()
                        .limit(MOST_LANGUAGES)
                        .toList();
    }
}
