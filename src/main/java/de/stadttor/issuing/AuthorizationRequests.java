package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The policy of the authorization endpoint: one table of small named checks, run in this order. Until client and
 * redirect URI are verified an error is shown to the person; from then on it goes to the application (RFC 6749 section
 * 4.1.2.1). Unknown parameters are ignored (section 3.1); what is known, unsupported and matters for security is
 * refused.
 */
@Component
public class AuthorizationRequests {

    /** Every scope that the hub knows. */
    public static final List<String> SCOPES =
            List.of("openid", "profile", "email", "organization", "roles", "offline_access");

    /** Where the admin desk of the hub itself, application {@code stadttor}, takes its authorization responses. */
    public static final String DESK_ENTRANCE = "/desk/entered";

    private static final Set<String> PROMPTS = Set.of("none", "login", "select_account", "consent");
    private static final int LONGEST_VALUE = 2000;

    /** Thirty years: whoever names a greater age, the largest number that they know for instance, has no limit. */
    private static final Duration LONGEST_AGE = Duration.ofSeconds(999_999_999);

    /** What came of the checks. */
    public sealed interface Checked {

        /** All is well. */
        record Valid(AuthorizationRequest request) implements Checked {}

        /**
         * Nobody can say whom to redirect to.
         *
         * @param detail for the log, without values of the request
         */
        record ShownToPerson(String detail) implements Checked {}

        /** The application made a mistake and is told. */
        record SentToApplication(
                String redirectUri, @Nullable String state, String error, String description) implements Checked {}
    }

    /** A check's name and what it does; null means that it passed. */
    private record Check(String name, Step step) {}

    private interface Step {
        @Nullable
        Fault check(Draft draft);
    }

    /** What a check found: an error of RFC 6749, OpenID Connect or an extension. */
    private record Fault(String error, String description) {}

    private final Applications applications;
    private final String deskEntrance;

    private final List<Check> beforeRedirect =
            List.of(new Check("client_id", this::application), new Check("redirect_uri", this::redirectUri));

    private final List<Check> afterRedirect = List.of(
            new Check("once each", AuthorizationRequests::onceEach),
            new Check("lengths", AuthorizationRequests::lengths),
            new Check("characters", AuthorizationRequests::characters),
            new Check("response_type", AuthorizationRequests::responseType),
            new Check("response_mode", AuthorizationRequests::responseMode),
            new Check("request objects", AuthorizationRequests::requestObjects),
            new Check("resource", AuthorizationRequests::resource),
            new Check("scope", AuthorizationRequests::scope),
            new Check("code_challenge", AuthorizationRequests::codeChallenge),
            new Check("prompt", AuthorizationRequests::prompt),
            new Check("max_age", AuthorizationRequests::maxAge));

    AuthorizationRequests(Applications applications, Settings settings) {
        this.applications = applications;
        this.deskEntrance = settings.issuer() + DESK_ENTRANCE;
    }

    /**
     * Checks the parameters of a request.
     *
     * @param parameters all of query and form, each with all of its values
     */
    public Checked check(Map<String, List<String>> parameters) {
        Draft draft = new Draft(parameters);
        for (Check check : beforeRedirect) {
            Fault fault = check.step().check(draft);
            if (fault != null) {
                return new Checked.ShownToPerson(check.name() + ": " + fault.description());
            }
        }
        for (Check check : afterRedirect) {
            Fault fault = check.step().check(draft);
            if (fault != null) {
                return new Checked.SentToApplication(
                        draft.require("redirect_uri"), draft.state(), fault.error(), fault.description());
            }
        }
        return new Checked.Valid(draft.finish());
    }

    private @Nullable Fault application(Draft draft) {
        String id = draft.single("client_id");
        draft.application = id == null ? null : applications.find(id).orElse(null);
        return draft.application == null ? new Fault("invalid_request", "missing or unknown") : null;
    }

    private @Nullable Fault redirectUri(Draft draft) {
        String presented = draft.single("redirect_uri");
        boolean known = presented != null
                && (RedirectUris.registered(presented, draft.client()) || isDesk(presented, draft.client()));
        return known ? null : new Fault("invalid_request", "missing or not registered");
    }

    /** The hub's own desk needs no registration: its address follows from the issuer. */
    private boolean isDesk(String presented, Application application) {
        return application.id().equals(Application.STADTTOR) && presented.equals(deskEntrance);
    }

    private static @Nullable Fault onceEach(Draft draft) {
        for (Map.Entry<String, List<String>> parameter : draft.parameters.entrySet()) {
            if (parameter.getValue().size() > 1 && !parameter.getKey().equals("resource")) {
                return new Fault("invalid_request", "a parameter is repeated");
            }
        }
        return null;
    }

    private static @Nullable Fault lengths(Draft draft) {
        for (List<String> values : draft.parameters.values()) {
            if (values.getFirst().length() > LONGEST_VALUE) {
                return new Fault("invalid_request", "a parameter is longer than " + LONGEST_VALUE + " characters");
            }
        }
        return null;
    }

    /** RFC 6749 appendix A; PostgreSQL cannot even store the zero byte. */
    private static @Nullable Fault characters(Draft draft) {
        for (List<String> values : draft.parameters.values()) {
            if (values.getFirst().chars().anyMatch(Character::isISOControl)) {
                return new Fault("invalid_request", "a parameter has a control character");
            }
        }
        return null;
    }

    private static @Nullable Fault responseType(Draft draft) {
        String type = draft.single("response_type");
        if (type == null) {
            return new Fault("invalid_request", "response_type is missing");
        }
        if (!type.equals("code")) {
            return new Fault("unsupported_response_type", "only code is supported");
        }
        return draft.client().grants().contains("authorization_code")
                ? null
                : new Fault("unauthorized_client", "the application is not registered for authorization_code");
    }

    private static @Nullable Fault responseMode(Draft draft) {
        String mode = draft.single("response_mode");
        return mode == null || mode.equals("query")
                ? null
                : new Fault("invalid_request", "only the response_mode query is supported");
    }

    private static @Nullable Fault requestObjects(Draft draft) {
        if (draft.has("request")) {
            return new Fault("request_not_supported", "request objects are not supported");
        }
        return draft.has("request_uri") ? new Fault("request_uri_not_supported", "request_uri is not supported") : null;
    }

    private static @Nullable Fault resource(Draft draft) {
        return draft.has("resource") ? new Fault("invalid_target", "resource is not supported") : null;
    }

    private static @Nullable Fault scope(Draft draft) {
        Set<String> asked = words(draft.single("scope"));
        Set<String> known = new TreeSet<>(asked);
        known.retainAll(SCOPES);
        if (known.isEmpty()) {
            return new Fault("invalid_scope", "scope names none that is known");
        }
        if (!draft.client().scopes().containsAll(known)) {
            return new Fault("invalid_scope", "the application is not registered for a scope that it asks for");
        }
        draft.scopes = known;
        return null;
    }

    private static @Nullable Fault codeChallenge(Draft draft) {
        String challenge = draft.single("code_challenge");
        String method = draft.single("code_challenge_method");
        if (challenge == null) {
            return draft.client().requirePkce() || method != null
                    ? new Fault("invalid_request", "code_challenge is missing (PKCE with S256)")
                    : null;
        }
        if (!"S256".equals(method)) {
            return new Fault("invalid_request", "code_challenge_method must be S256");
        }
        return challenge.matches("[A-Za-z0-9_-]{43}")
                ? null
                : new Fault("invalid_request", "code_challenge is no S256 challenge");
    }

    private static @Nullable Fault prompt(Draft draft) {
        Set<String> prompts = words(draft.single("prompt"));
        if (!PROMPTS.containsAll(prompts)) {
            return new Fault("invalid_request", "prompt has an unknown value");
        }
        if (prompts.contains("none") && prompts.size() > 1) {
            return new Fault("invalid_request", "prompt=none stands alone");
        }
        draft.prompts = prompts;
        return null;
    }

    private static @Nullable Fault maxAge(Draft draft) {
        String maxAge = draft.single("max_age");
        if (maxAge == null) {
            return null;
        }
        if (!maxAge.matches("[0-9]+")) {
            return new Fault("invalid_request", "max_age is no number of seconds");
        }
        draft.maxAge = maxAge.length() > 9 ? LONGEST_AGE : Duration.ofSeconds(Long.parseLong(maxAge));
        return null;
    }

    private static Set<String> words(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Set.of();
        }
        return new LinkedHashSet<>(Arrays.asList(value.trim().split(" +")));
    }

    /** The request as far as the checks have come. */
    private static final class Draft {

        private final Map<String, List<String>> parameters;
        private @Nullable Application application;
        private Set<String> scopes = Set.of();
        private Set<String> prompts = Set.of();
        private @Nullable Duration maxAge;

        private Draft(Map<String, List<String>> parameters) {
            this.parameters = parameters;
        }

        /** The value of a parameter; null where it is missing, empty (RFC 6749 section 3.1) or repeated. */
        private @Nullable String single(String name) {
            List<String> values = parameters.get(name);
            return values == null || values.size() != 1 || values.getFirst().isEmpty() ? null : values.getFirst();
        }

        /** Whether a parameter stands there with a value at all. */
        private boolean has(String name) {
            return parameters.getOrDefault(name, List.of()).stream().anyMatch(value -> !value.isEmpty());
        }

        private String require(String name) {
            String value = single(name);
            if (value == null) {
                throw new IllegalStateException(name + " was not checked");
            }
            return value;
        }

        private Application client() {
            if (application == null) {
                throw new IllegalStateException("client_id was not checked");
            }
            return application;
        }

        private @Nullable String state() {
            String state = single("state");
            return state == null || state.length() > LONGEST_VALUE ? null : state;
        }

        private AuthorizationRequest finish() {
            return new AuthorizationRequest(
                    client(),
                    require("redirect_uri"),
                    state(),
                    scopes,
                    single("nonce"),
                    single("code_challenge"),
                    prompts,
                    maxAge,
                    single("login_hint"),
                    single("idp_hint"),
                    Asked.NOTHING);
        }
    }

    /** Redirect URIs match exactly; only native applications may vary the port, on loopback (RFC 8252 section 7.3). */
    static final class RedirectUris {

        private RedirectUris() {}

        static boolean registered(String presented, Application application) {
            if (application.redirectUris().contains(presented)) {
                return true;
            }
            return application.type() == Application.Type.NATIVE
                    && application.redirectUris().stream().anyMatch(registered -> differsInPort(presented, registered));
        }

        private static boolean differsInPort(String presented, String registered) {
            try {
                URI a = URI.create(presented);
                URI b = URI.create(registered);
                boolean loopback = "127.0.0.1".equals(b.getHost()) || "[::1]".equals(b.getHost());
                return loopback && a.getPort() > 0 && withoutPort(presented, a).equals(withoutPort(registered, b));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** Compared as text, so that nothing is normalised on the way. */
        private static String withoutPort(String text, URI uri) {
            String authority = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            String prefix = uri.getScheme() + "://" + authority;
            return text.startsWith(prefix)
                    ? uri.getScheme() + "://" + uri.getHost() + text.substring(prefix.length())
                    : text;
        }
    }
}
