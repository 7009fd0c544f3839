package de.stadttor.registration;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.application.Addresses;
import de.stadttor.application.Application;
import de.stadttor.platform.Json;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Client metadata: any body is refused with its member, or becomes an application that can be stored and may do nothing
 * beyond signing people in. The step that calls other servers is left out.
 */
public final class ClientMetadataFuzz {

    private static final Targets TARGETS = new Targets(
            new OutgoingCalls(new Settings("https://hub.example", "", List.of(), List.of(), null, false)), false);
    private static final List<MetadataStep> STEPS = List.of(
            new Flows(),
            new ReturnAddresses(),
            new Keys(TARGETS),
            new Answers(),
            new Demands(),
            new Presentation(TARGETS),
            new OwnAddresses(TARGETS));
    private static final String[] NAMES = {
        "redirect_uris",
        "application_type",
        "grant_types",
        "response_types",
        "token_endpoint_auth_method",
        "scope",
        "subject_type",
        "jwks",
        "jwks_uri",
        "client_name",
        "client_name#de",
        "client_uri",
        "contacts",
        "post_logout_redirect_uris",
        "backchannel_logout_uri",
        "request_uris",
        "default_max_age",
        "default_acr_values",
        "tls_client_auth_san_dns",
        "id_token_encrypted_response_alg",
        "authorization_details_types"
    };

    private ClientMetadataFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String body = data.consumeBoolean() ? members(data) : data.consumeRemainingAsString();
        try {
            Fields asked = Fields.parse(body.getBytes(StandardCharsets.UTF_8));
            Metadata registered = new Metadata();
            STEPS.forEach(step -> step.read(asked, registered));
            check(registered, RegisteredApplication.of("client", registered, List.of(), false));
        } catch (InvalidClientMetadata e) {
            // refused
        }
    }

    /** What is right, but for some members. */
    private static String members(FuzzedDataProvider data) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("redirect_uris", List.of("https://client.example/callback"));
        for (int i = data.consumeInt(1, 5); i > 0; i--) {
            String name = data.consumeInt(0, 9) > 0 ? data.pickValue(NAMES) : data.consumeString(30);
            String text = data.consumeString(300);
            members.put(
                    name,
                    switch (data.consumeInt(0, 4)) {
                        case 0 -> text;
                        case 1 -> List.of(text);
                        case 2 -> data.consumeInt();
                        case 3 -> keys(data.consumeString(10), text);
                        default -> json(text);
                    });
        }
        return Json.write(members);
    }

    /** A public key with one member more. */
    private static Map<String, Object> keys(String name, String text) {
        Map<String, Object> key = new LinkedHashMap<>(
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        key.putIfAbsent(name, text);
        return Map.of("keys", List.of(key));
    }

    private static Object json(String text) {
        try {
            return Json.read(text, Object.class);
        } catch (JacksonException e) {
            return text;
        }
    }

    private static void check(Metadata registered, Application application) {
        boolean isNative = application.type() == Application.Type.NATIVE;
        if (application.redirectUris().stream().anyMatch(uri -> Addresses.redirectProblem(uri, isNative) != null)) {
            throw new IllegalStateException("an address that the configuration would refuse");
        }
        if (application.grants().contains(Application.TOKEN_EXCHANGE)
                || !application.roles().isEmpty()
                || application.audience() != null
                || (application.isPublicClient() && !application.requirePkce())) {
            throw new IllegalStateException("more than signing people in");
        }
        if (!isStorable(registered.members())) {
            throw new IllegalStateException("no database takes it");
        }
    }

    /** PostgreSQL's {@code jsonb} knows neither the character 0 nor half a surrogate pair. */
    private static boolean isStorable(Object value) {
        return switch (value) {
            case String text -> text.indexOf('\0') < 0 && text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .allMatch(entry -> isStorable(entry.getKey())
                                && (entry.getValue() == null || isStorable(entry.getValue())));
            case Collection<?> several -> several.stream().allMatch(one -> one == null || isStorable(one));
            default -> true;
        };
    }
}
