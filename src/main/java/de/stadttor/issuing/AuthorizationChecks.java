package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol.Demand;
import de.stadttor.federation.Assurance;
import de.stadttor.issuing.AuthorizationRequest.WantedAcr;
import de.stadttor.issuing.ClaimsRequest.Wish;
import de.stadttor.issuing.RequestSource.Origin;
import de.stadttor.platform.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policy of the authorization endpoint: one table of small named checks, run in this order. Until client and
 * redirect URI are verified an error is shown to the person; from then on it goes to the application (RFC 6749 section
 * 4.1.2.1). Unknown parameters are ignored (section 3.1); what is known, unsupported and matters for security is
 * refused.
 */
final class AuthorizationChecks {

    private static final Set<String> PROMPTS = Set.of("none", "login", "select_account", "consent");

    /** What a browser brings; what an application pushes may be ten times as long. */
    static final int LONGEST_VALUE = 2000;

    private static final int LONGEST_PUSHED = 20_000;

    /** Thirty years: whoever names a greater age, the largest number that they know for instance, has no limit. */
    private static final Duration LONGEST_AGE = Duration.ofSeconds(999_999_999);

    /** A check's name and what it does; null means that it passed. */
    private record Check(String name, Step step) {}

    private interface Step {
        @Nullable
        Fault check(AuthorizationDraft draft);
    }

    /** What a check found: an error of RFC 6749, OpenID Connect or an extension. */
    record Fault(String error, String description) {}

    private final Function<String, Optional<Application>> applications;
    private final Resources resources;
    private final String deskEntrance;

    private final List<Check> beforeRedirect =
            List.of(new Check("client_id", this::application), new Check("redirect_uri", this::redirectUri));

    private final List<Check> afterRedirect = List.of(
            new Check("response_mode", AuthorizationChecks::responseMode),
            new Check("once each", AuthorizationChecks::onceEach),
            new Check("lengths", AuthorizationChecks::lengths),
            new Check("characters", AuthorizationChecks::characters),
            new Check("way", AuthorizationChecks::way),
            new Check("response_type", AuthorizationChecks::responseType),
            new Check("resource", this::resource),
            new Check("scope", AuthorizationChecks::scope),
            new Check("code_challenge", AuthorizationChecks::codeChallenge),
            new Check("prompt", AuthorizationChecks::prompt),
            new Check("max_age", AuthorizationChecks::maxAge),
            new Check("claims", AuthorizationChecks::claims),
            new Check("acr", AuthorizationChecks::acr),
            new Check("authorization_details", AuthorizationChecks::authorizationDetails),
            new Check("dpop_jkt", AuthorizationChecks::dpopKey));

    /** What RFC 8628 section 3.1 leaves of a request; the rest is as for any other. */
    private final List<Check> ofDevice = List.of(
            new Check("lengths", AuthorizationChecks::lengths),
            new Check("characters", AuthorizationChecks::characters),
            new Check("device", AuthorizationChecks::device),
            new Check("scope", AuthorizationChecks::scope),
            new Check("max_age", AuthorizationChecks::maxAge),
            new Check("acr", AuthorizationChecks::acr));

    /**
     * @param applications the registered ones by id
     */
    AuthorizationChecks(Function<String, Optional<Application>> applications, Settings settings) {
        this.applications = applications;
        this.resources = new Resources(applications, settings.issuer());
        this.deskEntrance = settings.issuer() + AuthorizationRequests.DESK_ENTRANCE;
    }

    /**
     * Runs the table.
     *
     * @param parameters what it is about; of a pushed request what was pushed
     * @param source how it came
     * @param signed whether the application signed it
     */
    AuthorizationRequests.Checked check(Map<String, List<String>> parameters, RequestSource source, boolean signed) {
        AuthorizationDraft draft = new AuthorizationDraft(parameters, source, signed);
        for (Check check : beforeRedirect) {
            Fault fault = check.step().check(draft);
            if (fault != null) {
                return new AuthorizationRequests.Checked.ShownToPerson(
                        check.name() + ": " + fault.description(), fault.error());
            }
        }
        for (Check check : afterRedirect) {
            Fault fault = check.step().check(draft);
            if (fault != null) {
                return new AuthorizationRequests.Checked.SentToApplication(
                        draft.recipient(), fault.error(), fault.description());
            }
        }
        return new AuthorizationRequests.Checked.Valid(draft.finish());
    }

    /**
     * Runs the table for a device, whose answer goes to nobody's redirect URI.
     *
     * @param parameters client_id and scope, and in the place of redirect URI and state where the person ends and which
     *     device it is
     */
    AuthorizationRequests.Checked checkDevice(Map<String, List<String>> parameters, RequestSource source) {
        AuthorizationDraft draft = new AuthorizationDraft(parameters, source, true);
        Fault unknown = application(draft);
        if (unknown != null) {
            return new AuthorizationRequests.Checked.ShownToPerson("device: " + unknown.description(), unknown.error());
        }
        draft.mode = ResponseMode.DEVICE;
        for (Check check : ofDevice) {
            Fault fault = check.step().check(draft);
            if (fault != null) {
                return new AuthorizationRequests.Checked.SentToApplication(
                        draft.recipient(), fault.error(), fault.description());
            }
        }
        return new AuthorizationRequests.Checked.Valid(draft.finish());
    }

    /** Whoever lets a device in is asked each time (RFC 8628 section 5.4). */
    private static @Nullable Fault device(AuthorizationDraft draft) {
        draft.prompts = Set.of("consent");
        return draft.client().grants().contains(Application.DEVICE_CODE)
                ? null
                : new Fault("unauthorized_client", "the application is not registered for " + Application.DEVICE_CODE);
    }

    private @Nullable Fault application(AuthorizationDraft draft) {
        String id = draft.single("client_id");
        draft.application = id == null ? null : applications.apply(id).orElse(null);
        return draft.application == null ? new Fault("invalid_request", "client_id is missing or unknown") : null;
    }

    private @Nullable Fault redirectUri(AuthorizationDraft draft) {
        String presented = draft.single("redirect_uri");
        boolean known = presented != null
                && (RedirectUris.registered(presented, draft.client()) || isDesk(presented, draft.client()));
        return known ? null : new Fault("invalid_request", "redirect_uri is missing or not registered");
    }

    /** The hub's own desk needs no registration: its address follows from the issuer. */
    private boolean isDesk(String presented, Application application) {
        return application.id().equals(Application.STADTTOR) && presented.equals(deskEntrance);
    }

    /** First of those that the application is told: how it is told of the others follows from it. */
    private static @Nullable Fault responseMode(AuthorizationDraft draft) {
        String mode = draft.single("response_mode");
        if (mode == null) {
            return null;
        }
        Optional<ResponseMode> known = ResponseMode.of(mode);
        known.ifPresent(found -> draft.mode = found);
        return known.isPresent() ? null : new Fault("invalid_request", "response_mode is not known");
    }

    private static @Nullable Fault onceEach(AuthorizationDraft draft) {
        for (Map.Entry<String, List<String>> parameter : draft.parameters.entrySet()) {
            if (parameter.getValue().size() > 1 && !parameter.getKey().equals("resource")) {
                return new Fault("invalid_request", "a parameter is repeated");
            }
        }
        return null;
    }

    private static @Nullable Fault lengths(AuthorizationDraft draft) {
        int longest = draft.source.origin() == Origin.PUSHED ? LONGEST_PUSHED : LONGEST_VALUE;
        for (List<String> values : draft.parameters.values()) {
            if (values.stream().anyMatch(value -> value.length() > longest)) {
                return new Fault("invalid_request", "a parameter is longer than " + longest + " characters");
            }
        }
        return null;
    }

    /** RFC 6749 appendix A; PostgreSQL cannot even store the zero byte. */
    private static @Nullable Fault characters(AuthorizationDraft draft) {
        for (List<String> values : draft.parameters.values()) {
            if (values.stream().flatMapToInt(String::chars).anyMatch(Character::isISOControl)) {
                return new Fault("invalid_request", "a parameter has a control character");
            }
        }
        return null;
    }

    /** FAPI 2.0 section 5.3.2.2 number 3, RFC 9126 section 6, RFC 9101 section 10.5. */
    private static @Nullable Fault way(AuthorizationDraft draft) {
        Application client = draft.client();
        if (draft.source.origin() != Origin.PUSHED
                && (client.protocol().isFapi() || client.protocol().demands(Demand.PUSHED_REQUESTS))) {
            return new Fault("invalid_request", "the application has to push its requests (RFC 9126)");
        }
        return client.protocol().demands(Demand.SIGNED_REQUESTS) && !draft.signed
                ? new Fault("invalid_request", "the application has to sign its requests (RFC 9101)")
                : null;
    }

    private static @Nullable Fault responseType(AuthorizationDraft draft) {
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

    /** RFC 8707 section 2.1. */
    private @Nullable Fault resource(AuthorizationDraft draft) {
        draft.resources = draft.all("resource");
        return resources.mayAsk(draft.client(), draft.resources)
                ? null
                : new Fault(Resources.INVALID_TARGET, Resources.NOT_ITS_OWN);
    }

    private static @Nullable Fault scope(AuthorizationDraft draft) {
        Set<String> asked = words(draft.single("scope"));
        Set<String> known = new TreeSet<>(asked);
        known.retainAll(AuthorizationRequests.SCOPES);
        if (known.isEmpty()) {
            return new Fault("invalid_scope", "scope names none that is known");
        }
        if (!draft.client().scopes().containsAll(known)) {
            return new Fault("invalid_scope", "the application is not registered for a scope that it asks for");
        }
        draft.scopes = known;
        return null;
    }

    private static @Nullable Fault codeChallenge(AuthorizationDraft draft) {
        String challenge = draft.single("code_challenge");
        String method = draft.single("code_challenge_method");
        if (challenge == null) {
            return draft.client().requirePkce() || draft.client().protocol().isFapi() || method != null
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

    private static @Nullable Fault prompt(AuthorizationDraft draft) {
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

    private static @Nullable Fault maxAge(AuthorizationDraft draft) {
        String maxAge = draft.single("max_age");
        if (maxAge == null) {
            Integer usual = draft.client().protocol().defaultMaxAge();
            draft.maxAge = usual == null ? null : Duration.ofSeconds(usual);
            return null;
        }
        if (!maxAge.matches("[0-9]+")) {
            return new Fault("invalid_request", "max_age is no number of seconds");
        }
        draft.maxAge = maxAge.length() > 9 ? LONGEST_AGE : Duration.ofSeconds(Long.parseLong(maxAge));
        return null;
    }

    private static @Nullable Fault claims(AuthorizationDraft draft) {
        String claims = draft.single("claims");
        if (claims == null) {
            return null;
        }
        Optional<ClaimsRequest> read = ClaimsParameter.read(claims);
        read.ifPresent(request -> draft.claims = request);
        return read.isPresent() ? null : new Fault("invalid_request", "claims is no claims request");
    }

    /** OpenID Connect Core section 15.1: an unknown value of {@code acr_values} is never an error. */
    private static @Nullable Fault acr(AuthorizationDraft draft) {
        Wish wish = draft.claims == null ? null : draft.claims.inIdToken("acr");
        if (wish != null && !wish.values().isEmpty()) {
            List<Assurance> levels = levels(wish.values().stream().map(String::valueOf));
            draft.acr = new WantedAcr(levels, wish.essential());
            return wish.essential() && levels.isEmpty()
                    ? new Fault("unmet_authentication_requirements", "no acr that is essential is known")
                    : null;
        }
        Set<String> asked = words(draft.single("acr_values"));
        List<Assurance> levels =
                levels(asked.isEmpty() ? draft.client().protocol().defaultAcrValues().stream() : asked.stream());
        draft.acr = new WantedAcr(levels, false);
        return null;
    }

    private static List<Assurance> levels(Stream<String> words) {
        return words.map(word -> Arrays.stream(Assurance.values())
                        .filter(level -> level.acr().equals(word))
                        .findAny()
                        .orElse(null))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable Fault authorizationDetails(AuthorizationDraft draft) {
        String details = draft.single("authorization_details");
        if (details == null) {
            return null;
        }
        var read = AuthorizationDetails.read(details, draft.client().protocol().authorizationDetailsTypes());
        read.ifPresent(found -> draft.details = found);
        return read.isPresent()
                ? null
                : new Fault(
                        "invalid_authorization_details",
                        "authorization_details is malformed, or of a type that the application did not register");
    }

    /** RFC 9449 section 10. */
    private static @Nullable Fault dpopKey(AuthorizationDraft draft) {
        String thumbprint = draft.single("dpop_jkt");
        return thumbprint == null || thumbprint.matches("[A-Za-z0-9_-]{43}")
                ? null
                : new Fault("invalid_request", "dpop_jkt is no thumbprint of a key");
    }

    private static Set<String> words(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Set.of();
        }
        return new LinkedHashSet<>(Arrays.asList(value.trim().split(" +")));
    }
}
