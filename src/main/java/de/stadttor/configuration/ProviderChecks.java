package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.text;

import de.stadttor.application.Addresses;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.platform.Quoted;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the schema cannot say of providers: no two claim the same, and each can be reached safely. */
final class ProviderChecks {

    private final Problems problems;
    private final boolean demo;
    private final DocumentChecks.SecretCheck secrets;
    private final Map<String, String> retired;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> issuers = new HashMap<>();
    private final Map<String, String> domains = new HashMap<>();
    private final Map<String, String> municipalities = new HashMap<>();

    ProviderChecks(Problems problems, boolean demo, DocumentChecks.SecretCheck secrets, Map<String, String> retired) {
        this.problems = problems;
        this.demo = demo;
        this.secrets = secrets;
        this.retired = retired;
    }

    void check(String path, JsonNode entry, Map<String, Provider> stored) {
        String id = String.valueOf(text(entry, "id"));
        once(ids, id, id, path + "/id", "another provider has the id ");
        String issuer = text(entry, "issuer");
        if (issuer != null) {
            problem(path + "/issuer", Addresses.issuerProblem(issuer, demo));
            once(issuers, issuer, id, path + "/issuer", "another provider has the issuer ");
            if (retired.containsKey(id) && !stored.containsKey(id) && !issuer.equals(retired.get(id))) {
                problems.add(
                        path + "/id",
                        "the id " + Quoted.of(id) + " belonged to another provider, which was removed; expected one"
                                + " that was never given");
            }
        }
        Entries.eachText(
                entry,
                "email-domains",
                path,
                (at, domain) -> once(
                        domains,
                        domain.toLowerCase(Locale.ROOT),
                        id,
                        at,
                        "this e-mail domain is claimed a second time: "));
        Entries.each(entry, "municipalities", path, (at, municipality) -> municipality(at, municipality, id));
        secret(path + "/client-secret", text(entry, "client-secret"));
        JsonNode directory = entry.path("directory");
        secret(path + "/directory/client-secret", text(directory, "client-secret"));
        String url = text(directory, "url");
        if (url != null) {
            problem(path + "/directory/url", Addresses.issuerProblem(url, demo));
        }
    }

    private void municipality(String path, JsonNode municipality, String provider) {
        String ags = text(municipality, "ags");
        if (ags == null || !ags.matches("[0-9]{8}")) {
            return;
        }
        once(municipalities, ags, provider, path + "/ags", "this municipality is claimed a second time: ");
        try {
            new Municipality(ags, "");
        } catch (IllegalArgumentException e) {
            problems.add(
                    path + "/ags",
                    "the AGS " + ags + " lies in no state that takes part, expected one that begins with 14 or 15");
        }
    }

    private void once(Map<String, String> seen, String value, String provider, String path, String message) {
        String before = seen.putIfAbsent(value, provider);
        if (before != null) {
            problems.add(path, message + Quoted.of(value) + ", expected it once (first at " + before + ")");
        }
    }

    private void secret(String path, @Nullable String secret) {
        if (secret != null) {
            secrets.check(path, secret, false);
        }
    }

    private void problem(String path, @Nullable String message) {
        if (message != null) {
            problems.add(path, message);
        }
    }
}
