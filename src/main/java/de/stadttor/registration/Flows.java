package de.stadttor.registration;

import de.stadttor.application.Application;
import de.stadttor.issuing.AuthorizationRequests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Which kind of application it is, how it authenticates itself, and which grants, response types and scopes it uses. */
final class Flows implements MetadataStep {

    static final Set<String> BY_SECRET = Set.of("client_secret_basic", "client_secret_post");

    private static final Set<String> METHODS = Set.of(
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth",
            "none");
    private static final Set<String> GRANTS =
            Set.of("authorization_code", "refresh_token", "client_credentials", Application.DEVICE_CODE);

    @Override
    public void read(Fields asked, Metadata registered) {
        registered.put("application_type", asked.choice("application_type", Set.of("web", "native"), "web"));
        String method = asked.choice("token_endpoint_auth_method", METHODS, "client_secret_basic");
        registered.put("token_endpoint_auth_method", method);
        List<String> grants =
                asked.has("grant_types") ? asked.choices("grant_types", GRANTS) : List.of("authorization_code");
        grants(grants, method);
        registered.put("grant_types", grants);
        registered.put("response_types", responseTypes(asked, grants));
        registered.put("scope", String.join(" ", scopes(asked)));
    }

    private static void grants(List<String> grants, String method) {
        if (grants.isEmpty()) {
            throw new InvalidClientMetadata("grant_types", "it is empty, expected authorization_code for instance");
        }
        if (method.equals("none") && grants.contains("client_credentials")) {
            throw new InvalidClientMetadata(
                    "grant_types",
                    "client_credentials is for confidential clients, expected it to be left out beside"
                            + " token_endpoint_auth_method none");
        }
        if (grants.equals(List.of("refresh_token"))) {
            throw new InvalidClientMetadata(
                    "grant_types", "refresh_token alone is of no use, expected authorization_code beside it");
        }
    }

    /** RFC 7591 section 2.1: {@code code} belongs to {@code authorization_code}. */
    private static List<String> responseTypes(Fields asked, List<String> grants) {
        boolean byCode = grants.contains("authorization_code");
        if (!asked.has("response_types")) {
            return byCode ? List.of("code") : List.of();
        }
        List<String> types = asked.choices("response_types", Set.of("code"));
        if (types.contains("code") != byCode) {
            throw new InvalidClientMetadata(
                    "response_types",
                    "it does not fit grant_types, expected code beside authorization_code and nowhere else");
        }
        return types;
    }

    /** All that the hub knows where nothing is said; scopes that it does not know are left out (RFC 7591 section 2). */
    private static List<String> scopes(Fields asked) {
        String scope = asked.text("scope");
        List<String> known = new ArrayList<>(AuthorizationRequests.SCOPES);
        if (scope != null) {
            known.retainAll(Arrays.asList(scope.strip().split(" +")));
        }
        if (known.isEmpty()) {
            throw new InvalidClientMetadata(
                    "scope", "it names none that is known, expected some of " + AuthorizationRequests.SCOPES);
        }
        return known;
    }
}
