package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.flag;
import static de.stadttor.configuration.Entries.text;
import static de.stadttor.configuration.Entries.texts;

import de.stadttor.application.Addresses;
import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Quoted;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the schema cannot say of applications: that their settings fit together and open no door. */
final class ApplicationChecks {

    private static final List<String> ROLES_OF_THE_HUB =
            List.of(Actor.OPERATOR, Actor.PROVIDER_ADMIN, Actor.APPLICATION_OWNER, Actor.AUDITOR);

    private final Problems problems;
    private final boolean demo;
    private final DocumentChecks.SecretCheck secrets;
    private final Predicate<String> hasSecret;
    private final Map<String, Set<String>> rolesOfApplications;
    private final ProtocolChecks protocol;
    private final Set<String> ids = new HashSet<>();

    ApplicationChecks(
            Problems problems,
            boolean demo,
            DocumentChecks.SecretCheck secrets,
            Predicate<String> hasSecret,
            Map<String, Set<String>> rolesOfApplications) {
        this.problems = problems;
        this.demo = demo;
        this.secrets = secrets;
        this.hasSecret = hasSecret;
        this.rolesOfApplications = rolesOfApplications;
        this.protocol = new ProtocolChecks(problems, demo, rolesOfApplications::containsKey);
    }

    void check(String path, JsonNode entry) {
        String id = text(entry, "id");
        if (id != null && !ids.add(id)) {
            problems.add(path + "/id", "another application has the id " + Quoted.of(id) + ", expected each id once");
        }
        authentication(path, entry, id);
        grants(path, entry);
        addresses(path, entry);
        roles(path, entry, id);
        serviceRoles(path, entry, id);
        protocol.check(path, entry);
    }

    private void authentication(String path, JsonNode entry, @Nullable String id) {
        List<String> methods = texts(entry, "client-authentication", ApplicationForm.DEFAULT_AUTHENTICATION);
        String secret = text(entry, "client-secret");
        if (methods.contains("none")) {
            if (methods.size() > 1) {
                problems.add(
                        path + "/client-authentication",
                        "none stands beside other methods, expected none alone or without it");
            }
            if (secret != null) {
                problems.add(path + "/client-secret", "a public client has no secret, expected it to be left out");
            }
            if (!flag(entry, "require-pkce", true)) {
                problems.add(path + "/require-pkce", "a public client needs PKCE, expected true");
            }
            if (grants(entry).contains("client_credentials")) {
                problems.add(
                        path + "/grants",
                        "client_credentials is for confidential clients, expected it to be left out beside"
                                + " client-authentication none");
            }
        } else if (!ProtocolChecks.needsSecret(methods)) {
            if (secret != null) {
                problems.add(
                        path + "/client-secret",
                        "no way of its client-authentication uses a secret, expected it to be left out");
            }
        } else if (secret != null) {
            secrets.check(path + "/client-secret", secret, true);
        } else if (id != null && !grants(entry).isEmpty() && !hasSecret.test(id)) {
            problems.add(
                    path,
                    "the application " + Quoted.of(id)
                            + " has no secret yet, expected client-secret (or client-authentication: [none])");
        }
    }

    private static List<String> grants(JsonNode entry) {
        return texts(entry, "grants", ApplicationForm.DEFAULT_GRANTS);
    }

    private void grants(String path, JsonNode entry) {
        List<String> grants = grants(entry);
        if (grants.contains("authorization_code")) {
            if (texts(entry, "redirect-uris").isEmpty()) {
                problems.add(
                        path, "the grant authorization_code needs an address to return to, expected redirect-uris");
            }
            if (!entry.has("access")) {
                problems.add(path, "it is not said whom the application admits, expected access with its states");
            }
        } else if (grants.contains("refresh_token")) {
            problems.add(path + "/grants", "refresh_token alone is of no use, expected authorization_code beside it");
        }
    }

    private void addresses(String path, JsonNode entry) {
        boolean isNative = "native".equals(text(entry, "application-type"));
        for (String key : List.of("redirect-uris", "post-logout-redirect-uris")) {
            Entries.eachText(
                    entry, key, path, (at, address) -> problem(at, Addresses.redirectProblem(address, isNative)));
        }
        String backchannel = text(entry, "backchannel-logout-uri");
        if (backchannel != null) {
            problem(path + "/backchannel-logout-uri", Addresses.serverProblem(backchannel, demo));
        }
        String sector = text(entry, "sector-identifier-uri");
        if (sector != null) {
            problem(path + "/sector-identifier-uri", Addresses.serverProblem(sector, false));
        }
    }

    private void roles(String path, JsonNode entry, @Nullable String id) {
        Set<String> roles = new HashSet<>();
        Entries.each(entry, "roles", path, (at, role) -> {
            String roleId = text(role, "id");
            if (roleId != null && !roles.add(roleId)) {
                problems.add(at + "/id", "another role has the id " + Quoted.of(roleId) + ", expected each id once");
            }
            if (Application.STADTTOR.equals(id)
                    && ROLES_OF_THE_HUB.contains(roleId)
                    && !flag(role, "sensitive", false)) {
                problems.add(at, "the hub's own roles are sensitive, expected sensitive: true");
            }
        });
        if (Application.STADTTOR.equals(id) && !roles.containsAll(ROLES_OF_THE_HUB)) {
            problems.add(
                    path, "the hub cannot do without its own roles, expected " + String.join(", ", ROLES_OF_THE_HUB));
        }
    }

    private void serviceRoles(String path, JsonNode entry, @Nullable String id) {
        String audience = text(entry, "audience");
        if (audience != null && !rolesOfApplications.containsKey(audience)) {
            problems.add(
                    path + "/audience",
                    "there is no application " + Quoted.of(audience) + ", expected one of this configuration");
            return;
        }
        Set<String> known = rolesOfApplications.getOrDefault(audience == null ? id : audience, Set.of());
        Entries.eachText(entry, "service-roles", path, (at, role) -> {
            if (!known.contains(role)) {
                problems.add(at, "the application that its tokens are for has no role " + Quoted.of(role));
            }
        });
        if (!texts(entry, "service-roles").isEmpty() && !grants(entry).contains("client_credentials")) {
            problems.add(path + "/service-roles", "service-roles need the grant client_credentials");
        }
    }

    private void problem(String path, @Nullable String message) {
        if (message != null) {
            problems.add(path, message);
        }
    }
}
