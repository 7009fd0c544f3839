package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.RequestObjects.Read;
import de.stadttor.issuing.RequestSource.Origin;
import de.stadttor.platform.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Authorization requests on their three ways: by the browser, in a signed object, and pushed by the application before.
 * What a request refers to is looked up once, when it arrives; then it passes the table of {@link AuthorizationChecks},
 * and again each time that its sign-in goes on.
 */
@Component
public class AuthorizationRequests {

    /** Every scope that the hub knows. */
    public static final List<String> SCOPES =
            List.of("openid", "profile", "email", "organization", "roles", "offline_access");

    /** Every claim that an application may get, if it is released to it. */
    public static final List<String> CLAIMS = OutwardClaims.KNOWN;

    /** Where the admin desk of the hub itself, application {@code stadttor}, takes its authorization responses. */
    public static final String DESK_ENTRANCE = "/desk/entered";

    /** Where a person ends who has let a device in, or has not. */
    public static final String DEVICE_END = "/device/end";

    /** How an application authenticates itself is no part of what it asks for. */
    private static final Set<String> CREDENTIALS = Set.of("client_secret", "client_assertion", "client_assertion_type");

    /** What came of the checks. */
    public sealed interface Checked {

        /** All is well. */
        record Valid(AuthorizationRequest request) implements Checked {}

        /**
         * Nobody can say whom to redirect to.
         *
         * @param detail for the log, without values of the request
         * @param error for an application that asks by itself
         */
        record ShownToPerson(String detail, String error) implements Checked {}

        /** The application made a mistake and is told. */
        record SentToApplication(Recipient recipient, String error, String description) implements Checked {}
    }

    /** What came of a request that an application pushed (RFC 9126 section 2.2). */
    public sealed interface Pushed {

        /**
         * It is kept.
         *
         * @param requestUri what stands for it; good for one code
         */
        record Kept(String requestUri, Duration expiresIn) implements Pushed {}

        /** It is wrong. */
        record Refused(String error, String description) implements Pushed {}
    }

    private final AuthorizationChecks checks;
    private final Applications applications;
    private final RequestObjects objects;
    private final PushedRequests pushed;
    private final DeviceCodes devices;
    private final String deviceEnd;

    AuthorizationRequests(
            Applications applications,
            RequestObjects objects,
            PushedRequests pushed,
            DeviceCodes devices,
            Settings settings) {
        this.applications = applications;
        this.objects = objects;
        this.checks = new AuthorizationChecks(applications::find, settings);
        this.pushed = pushed;
        this.devices = devices;
        this.deviceEnd = settings.issuer() + DEVICE_END;
    }

    /**
     * A request arrives.
     *
     * @param parameters all of query and form, each with all of its values
     */
    public Checked arrived(Map<String, List<String>> parameters) {
        String requestUri = single(parameters, "request_uri");
        if (requestUri != null && requestUri.startsWith(PushedRequests.PREFIX)) {
            return kept(parameters, pushed.arriving(requestUri, text(parameters, "client_id")));
        }
        String object = single(parameters, "request");
        Application application = application(parameters);
        if (application == null || (object == null && requestUri == null)) {
            return checks.check(parameters, new RequestSource(parameters, Origin.PLAIN), false);
        }
        if (object != null && requestUri != null) {
            return refused(parameters, "invalid_request", "request and request_uri stand side by side");
        }
        Read read = object != null
                ? objects.read(object, application)
                : objects.at(text(parameters, "request_uri"), application);
        return switch (read) {
            case Read.Fault fault -> refused(parameters, fault.error(), fault.description());
            case Read.Parameters found -> signed(found.parameters(), application);
        };
    }

    private Checked signed(Map<String, List<String>> found, Application application) {
        Map<String, List<String>> asked = new LinkedHashMap<>(found);
        asked.put("client_id", List.of(application.id()));
        return checks.check(asked, new RequestSource(asked, Origin.SIGNED), true);
    }

    private @Nullable Application application(Map<String, List<String>> parameters) {
        String id = single(parameters, "client_id");
        return id == null ? null : applications.find(id).orElse(null);
    }

    /** A request whose sign-in goes on. */
    public Checked again(RequestSource source) {
        Map<String, List<String>> parameters = source.parameters();
        if (source.origin() == Origin.PUSHED) {
            return kept(parameters, pushed.underWay(text(parameters, "request_uri"), text(parameters, "client_id")));
        }
        if (source.origin() == Origin.DEVICE) {
            return ofDevice(source);
        }
        return checks.check(parameters, source, source.origin() == Origin.SIGNED);
    }

    /** The answer is to be a code; false where the request was pushed and another sign-in has used it up. */
    public boolean use(AuthorizationRequest request) {
        RequestSource source = request.source();
        return source.origin() != Origin.PUSHED
                || pushed.use(text(source.parameters(), "request_uri"), text(source.parameters(), "client_id"));
    }

    private Checked ofDevice(RequestSource source) {
        String device = source.device();
        DeviceCodes.Waiting waiting = devices.waiting(device).orElse(null);
        if (waiting == null) {
            return new Checked.ShownToPerson("device: its code is over or was answered", "expired_token");
        }
        return deviceRequest(waiting.applicationId(), waiting.scope(), device, source);
    }

    /**
     * Checks what a device asks for, before it gets a code (RFC 8628 section 3.1).
     *
     * @param scope empty where it names none
     */
    Checked deviceAsks(Application application, String scope) {
        return deviceRequest(application.id(), scope, "", new RequestSource(Map.of(), Origin.DEVICE));
    }

    private Checked deviceRequest(String clientId, String scope, String device, RequestSource source) {
        return checks.checkDevice(
                Map.of(
                        "client_id", List.of(clientId),
                        "scope", List.of(scope),
                        "redirect_uri", List.of(deviceEnd),
                        "state", List.of(device)),
                source);
    }

    /**
     * An application pushes a request.
     *
     * @param client who has authenticated itself
     * @param parameters of the form
     * @param proven thumbprint of the key that the application proved to have by DPoP, null where it did not
     */
    public Pushed push(Application client, Map<String, List<String>> parameters, @Nullable String proven) {
        Map<String, List<String>> asked = new LinkedHashMap<>(parameters);
        asked.keySet().removeAll(CREDENTIALS);
        if (asked.containsKey("request_uri")) {
            return new Pushed.Refused("invalid_request", "a pushed request cannot refer to another one");
        }
        String named = single(asked, "client_id");
        if (named != null && !named.equals(client.id())) {
            return new Pushed.Refused("invalid_request", "client_id is another application");
        }
        String object = single(asked, "request");
        if (object != null) {
            switch (objects.read(object, client)) {
                case Read.Fault fault -> {
                    return new Pushed.Refused(fault.error(), fault.description());
                }
                case Read.Parameters found -> asked = new LinkedHashMap<>(found.parameters());
            }
        }
        return push(client, asked, object != null, proven);
    }

    private Pushed push(Application client, Map<String, List<String>> asked, boolean signed, @Nullable String proven) {
        String key = single(asked, "dpop_jkt");
        if (proven != null && key != null && !proven.equals(key)) {
            return new Pushed.Refused("invalid_dpop_proof", "dpop_jkt is not the key of the proof");
        }
        asked.put("client_id", List.of(client.id()));
        if (proven != null) {
            asked.put("dpop_jkt", List.of(proven));
        }
        return switch (checks.check(asked, new RequestSource(asked, Origin.PUSHED), signed)) {
            case Checked.ShownToPerson fault -> new Pushed.Refused(fault.error(), fault.detail());
            case Checked.SentToApplication fault -> new Pushed.Refused(fault.error(), fault.description());
            case Checked.Valid valid -> pushed.keep(client.id(), asked, signed);
        };
    }

    private Checked kept(Map<String, List<String>> parameters, Optional<PushedRequests.Found> found) {
        if (found.isEmpty()) {
            return new Checked.ShownToPerson("request_uri: unknown, over or used before", "invalid_request_uri");
        }
        Map<String, List<String>> reference = Map.of(
                "client_id", List.of(text(parameters, "client_id")),
                "request_uri", List.of(text(parameters, "request_uri")));
        return checks.check(
                found.get().parameters(),
                new RequestSource(reference, Origin.PUSHED),
                found.get().signed());
    }

    /** Tells the application by the address of its request, if it is one of its own. */
    private Checked refused(Map<String, List<String>> parameters, String error, String description) {
        return switch (checks.check(parameters, new RequestSource(parameters, Origin.PLAIN), true)) {
            case Checked.ShownToPerson fault -> fault;
            case Checked.SentToApplication fault ->
                new Checked.SentToApplication(fault.recipient(), error, description);
            case Checked.Valid valid ->
                new Checked.SentToApplication(valid.request().recipient(), error, description);
        };
    }

    /** As {@link #single}, with the empty text where there is none. */
    private static String text(Map<String, List<String>> parameters, String name) {
        return Objects.requireNonNullElse(single(parameters, name), "");
    }

    private static @Nullable String single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() != 1 || values.getFirst().isEmpty() ? null : values.getFirst();
    }
}
