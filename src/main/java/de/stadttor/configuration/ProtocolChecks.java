package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.flag;
import static de.stadttor.configuration.Entries.text;
import static de.stadttor.configuration.Entries.texts;

import de.stadttor.application.Addresses;
import de.stadttor.application.Application;
import de.stadttor.application.KeySets;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.platform.Quoted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether what an application wants of the protocol fits together: its keys, its certificate, its profile. */
final class ProtocolChecks {

    private static final Set<String> BY_SECRET = Set.of("client_secret_basic", "client_secret_post");
    private static final Set<String> BY_KEY =
            Set.of("private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth");

    private final Problems problems;
    private final boolean demo;
    private final Predicate<String> isApplication;
    private final Set<String> resources = new HashSet<>();

    ProtocolChecks(Problems problems, boolean demo, Predicate<String> isApplication) {
        this.problems = problems;
        this.demo = demo;
        this.isApplication = isApplication;
    }

    /** Whether one of these methods of client authentication needs a secret. */
    static boolean needsSecret(List<String> methods) {
        return methods.stream().anyMatch(BY_SECRET::contains);
    }

    void check(String path, JsonNode entry) {
        List<String> methods = texts(entry, "client-authentication", ApplicationForm.DEFAULT_AUTHENTICATION);
        keys(path, entry, methods);
        certificate(path, entry, methods);
        encryption(path, entry);
        addresses(path, entry);
        resources(path, entry);
        binding(path, entry);
        fapi(path, entry, methods);
        Entries.eachText(entry, "exchanges-tokens-of", path, (at, id) -> {
            if (!isApplication.test(id)) {
                problems.add(at, "there is no application " + Quoted.of(id) + ", expected one of this configuration");
            }
        });
    }

    private void keys(String path, JsonNode entry, List<String> methods) {
        boolean byValue = entry.has("jwks");
        boolean byAddress = entry.has("jwks-uri");
        if (byValue && byAddress) {
            problems.add(path + "/jwks-uri", "the keys stand here already, expected either jwks or jwks-uri");
        }
        if (byValue) {
            problem(path + "/jwks", KeySets.problem(entry.path("jwks").toString()));
        }
        if (!byValue && !byAddress) {
            for (String method : List.of("private_key_jwt", "self_signed_tls_client_auth")) {
                if (methods.contains(method)) {
                    problems.add(path, method + " needs the application's keys, expected jwks or jwks-uri");
                }
            }
            for (String key : List.of("require-signed-requests", "request-object-alg")) {
                if (entry.has(key)) {
                    problems.add(path, key + " needs the application's keys, expected jwks or jwks-uri");
                }
            }
        }
    }

    private void certificate(String path, JsonNode entry, List<String> methods) {
        boolean wanted = methods.contains("tls_client_auth");
        boolean named = entry.has("tls-client-auth");
        if (wanted && !named) {
            problems.add(
                    path,
                    "tls_client_auth needs the subject of the certificate, expected tls-client-auth with one of"
                            + " subject-dn, san-dns, san-uri, san-ip, san-email");
        } else if (named && !wanted) {
            problems.add(
                    path + "/tls-client-auth",
                    "it is of use with client-authentication tls_client_auth alone, expected it to be left out");
        }
    }

    private void encryption(String path, JsonNode entry) {
        for (Answer answer : Answer.values()) {
            String key = ProtocolForm.prefix(answer) + "-encryption";
            if (entry.has(key) && !entry.has("jwks") && !entry.has("jwks-uri")) {
                problems.add(path + "/" + key, "it needs the application's keys, expected jwks or jwks-uri");
            }
        }
    }

    private void addresses(String path, JsonNode entry) {
        for (String key : List.of("jwks-uri", "frontchannel-logout-uri")) {
            String address = text(entry, key);
            if (address != null) {
                problem(path + "/" + key, Addresses.serverProblem(address, demo));
            }
        }
        Entries.eachText(
                entry,
                "request-uris",
                path,
                (at, address) -> problem(at, Addresses.serverProblem(address.split("#", 2)[0], demo)));
    }

    /** RFC 8707 section 2. A token for one application's resource must not count at another. */
    private void resources(String path, JsonNode entry) {
        if (entry.has("resources") && Application.STADTTOR.equals(text(entry, "id"))) {
            problems.add(
                    path + "/resources",
                    "tokens for the hub's own API have the audience stadttor, expected no resources here");
        }
        Entries.eachText(entry, "resources", path, (at, address) -> {
            problem(at, Addresses.serverProblem(address, demo));
            if (!resources.add(address)) {
                problems.add(
                        at,
                        Quoted.of(address) + " names a resource of another application, expected each resource once");
            }
        });
    }

    private void binding(String path, JsonNode entry) {
        if (flag(entry, "dpop-bound-tokens", false) && flag(entry, "certificate-bound-tokens", false)) {
            problems.add(
                    path + "/certificate-bound-tokens",
                    "a token is bound in one way, expected either dpop-bound-tokens or certificate-bound-tokens");
        }
    }

    /** FAPI 2.0 Security Profile, section 5.3.2. */
    private void fapi(String path, JsonNode entry, List<String> methods) {
        if (!"fapi2".equals(text(entry, "profile"))) {
            return;
        }
        if (!BY_KEY.containsAll(methods)) {
            problems.add(
                    path + "/client-authentication",
                    "the profile fapi2 wants a client with a key, expected private_key_jwt, tls_client_auth or"
                            + " self_signed_tls_client_auth");
        }
        if (!flag(entry, "dpop-bound-tokens", false) && !flag(entry, "certificate-bound-tokens", false)) {
            problems.add(
                    path,
                    "the profile fapi2 binds tokens to a key, expected dpop-bound-tokens: true or"
                            + " certificate-bound-tokens: true");
        }
        if (!flag(entry, "require-pkce", true)) {
            problems.add(path + "/require-pkce", "the profile fapi2 needs PKCE, expected true");
        }
        if ("RS256".equals(entry.path("id-token-alg").asString("RS256"))) {
            problems.add(
                    path + "/id-token-alg", "the profile fapi2 does not know RS256, expected ES256, PS256 or EdDSA");
        }
    }

    private void problem(String path, @Nullable String message) {
        if (message != null) {
            problems.add(path, message);
        }
    }
}
