package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.required;
import static de.stadttor.configuration.Entries.text;

import de.stadttor.access.Release;
import de.stadttor.access.Rule;
import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a document asks for, on top of what is stored: a list that it has is complete, one that it lacks stays. The hub
 * itself and the first client stay in any case.
 *
 * @param clientSecrets of providers, by id, where the document gives one
 * @param directorySecrets of providers' directories, by provider
 * @param applicationSecrets by application
 */
record Wanted(
        State state,
        Map<String, String> clientSecrets,
        Map<String, String> directorySecrets,
        Map<String, String> applicationSecrets) {

    /**
     * @param tree which the schema and the checks have found good
     */
    static Wanted of(JsonNode tree, State stored) {
        Map<String, String> clientSecrets = new HashMap<>();
        Map<String, String> directorySecrets = new HashMap<>();
        Map<String, String> applicationSecrets = new HashMap<>();
        SortedMap<String, Provider> providers = new TreeMap<>(stored.providers());
        if (tree.has("providers")) {
            providers.clear();
            Entries.each(tree, "providers", "", (path, entry) -> {
                Provider provider = ProviderForm.read(entry);
                providers.put(provider.id(), provider);
                secret(entry, provider.id(), clientSecrets);
                secret(entry.path("directory"), provider.id(), directorySecrets);
            });
        }
        SortedMap<String, Application> applications = new TreeMap<>(stored.applications());
        if (tree.has("applications")) {
            applications.values().removeIf(application -> !isPermanent(application));
            Entries.each(tree, "applications", "", (path, entry) -> {
                Application before = stored.applications().get(required(entry, "id"));
                Application application = ApplicationForm.read(entry, before != null && before.firstClient());
                applications.put(application.id(), application);
                secret(entry, application.id(), applicationSecrets);
            });
        }
        State state = new State(
                providers,
                applications,
                releases(tree, stored, providers, applications),
                rules(tree, stored, providers, applications),
                settings(tree, "links", stored.links()),
                settings(tree, "retention", stored.retention()));
        return new Wanted(state, clientSecrets, directorySecrets, applicationSecrets);
    }

    static boolean isPermanent(Application application) {
        return application.firstClient() || application.id().equals(Application.STADTTOR);
    }

    private static SortedMap<String, Release> releases(
            JsonNode tree, State stored, Map<String, Provider> providers, Map<String, Application> applications) {
        SortedMap<String, Release> releases = new TreeMap<>();
        if (tree.has("releases")) {
            Entries.each(tree, "releases", "", (path, entry) -> {
                Release release = RuleForm.readRelease(entry);
                releases.put(State.key(release), release);
            });
        } else {
            releases.putAll(stored.releases());
            releases.values()
                    .removeIf(release -> !providers.containsKey(release.provider())
                            || !applications.containsKey(release.application()));
        }
        return releases;
    }

    private static SortedMap<String, Rule> rules(
            JsonNode tree, State stored, Map<String, Provider> providers, Map<String, Application> applications) {
        SortedMap<String, Rule> rules = new TreeMap<>();
        if (tree.has("rules")) {
            Entries.each(tree, "rules", "", (path, entry) -> {
                Rule rule = RuleForm.read(entry);
                rules.put(State.key(rule), rule);
            });
        } else {
            rules.putAll(stored.rules());
            rules.values()
                    .removeIf(rule ->
                            !providers.containsKey(rule.provider()) || !applications.containsKey(rule.application()));
        }
        return rules;
    }

    private static Map<String, String> settings(JsonNode tree, String key, Map<String, String> stored) {
        if (!tree.has(key)) {
            return stored;
        }
        Map<String, String> settings = new TreeMap<>();
        tree.path(key).properties().forEach(setting -> {
            JsonNode value = setting.getValue();
            if (value.isObject()) {
                value.properties()
                        .forEach(part -> settings.put(
                                setting.getKey() + "/" + part.getKey(),
                                part.getValue().asString()));
            } else {
                settings.put(setting.getKey(), value.asString());
            }
        });
        return settings;
    }

    private static void secret(JsonNode entry, String id, Map<String, String> secrets) {
        String secret = text(entry, "client-secret");
        if (secret != null) {
            secrets.put(id, secret);
        }
    }
}
