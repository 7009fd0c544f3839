package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.text;

import de.stadttor.access.CelExpressions;
import de.stadttor.application.Application;
import de.stadttor.platform.Quoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the schema cannot say: whether the parts of a document fit one another, the stored state and this hub. */
final class DocumentChecks {

    private static final int SHORTEST_SECRET = 32;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final JsonNode tree;
    private final State stored;
    private final Problems problems;
    private final boolean demo;
    private final CelExpressions expressions;

    /** The roles of each application that there will be. */
    private final Map<String, Set<String>> rolesOfApplications;

    private final Set<String> providers;

    DocumentChecks(JsonNode tree, State stored, Problems problems, boolean demo, CelExpressions expressions) {
        this.tree = tree;
        this.stored = stored;
        this.problems = problems;
        this.demo = demo;
        this.expressions = expressions;
        this.rolesOfApplications = rolesOfApplications();
        this.providers = providers();
    }

    /**
     * @param hasSecret whether an application has a secret stored
     * @param retiredProviders issuers of removed providers, by id
     */
    void check(Predicate<String> hasSecret, Map<String, String> retiredProviders) {
        texts(tree, "");
        ProviderChecks providerChecks = new ProviderChecks(problems, demo, this::secret, retiredProviders);
        Entries.each(tree, "providers", "", (path, entry) -> providerChecks.check(path, entry, stored.providers()));
        ApplicationChecks applicationChecks =
                new ApplicationChecks(problems, demo, this::secret, hasSecret, rolesOfApplications);
        Entries.each(tree, "applications", "", applicationChecks::check);
        RuleChecks ruleChecks = new RuleChecks(problems, providers, rolesOfApplications, expressions);
        Entries.each(tree, "releases", "", ruleChecks::checkRelease);
        Entries.each(tree, "rules", "", ruleChecks::checkRule);
        for (String link : new String[] {"imprint", "privacy", "accessibility"}) {
            String address = text(tree.path("links"), link);
            if (address != null && !address.matches("https?://[^/@\\s]+(/\\S*)?")) {
                problems.add("/links/" + link, Quoted.of(address) + " is no address of a page, expected https://…");
            }
        }
    }

    private Set<String> providers() {
        if (!tree.has("providers")) {
            return stored.providers().keySet();
        }
        Set<String> ids = new HashSet<>();
        Entries.each(tree, "providers", "", (path, entry) -> ids.add(String.valueOf(text(entry, "id"))));
        return ids;
    }

    private Map<String, Set<String>> rolesOfApplications() {
        Map<String, Set<String>> roles = new HashMap<>();
        for (Application application : stored.applications().values()) {
            if (!tree.has("applications") || Wanted.isPermanent(application)) {
                roles.put(
                        application.id(),
                        application.roles().stream().map(Application.Role::id).collect(Collectors.toSet()));
            }
        }
        Entries.each(tree, "applications", "", (path, entry) -> {
            Set<String> ids = new HashSet<>();
            Entries.each(entry, "roles", path, (at, role) -> ids.add(String.valueOf(text(role, "id"))));
            roles.put(String.valueOf(text(entry, "id")), ids);
        });
        return roles;
    }

    /** No variable may be left, and no line break but where people write at length (a pattern's $ lets one pass). */
    private void texts(JsonNode node, String path) {
        if (node.isString()) {
            String text = node.stringValue();
            if (Variables.isOpen(text)) {
                problems.add(path, "a variable is not filled in, expected its value");
            } else if (!path.endsWith("/why")
                    && !path.endsWith("/cel")
                    && CONTROL.matcher(text).find()) {
                problems.add(path, "no control character may stand here, expected a text in one line");
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                texts(node.get(i), path + "/" + i);
            }
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry -> texts(
                            entry.getValue(),
                            path + "/" + entry.getKey().replace("~", "~0").replace("/", "~1")));
        }
    }

    /** A secret that everybody can read in the documentation, or guess, protects nothing. */
    private void secret(String path, String secret, boolean generated) {
        if (demo || Variables.isOpen(secret)) {
            return;
        }
        if (secret.endsWith("-demo-secret")) {
            problems.add(path, "this is a secret of the demo, expected a secret of its own");
        } else if (generated && secret.length() < SHORTEST_SECRET) {
            problems.add(path, "the secret is too short, expected at least " + SHORTEST_SECRET + " random characters");
        }
    }

    /** Looks at one secret; {@code generated} where the operator makes it up. */
    @FunctionalInterface
    interface SecretCheck {
        void check(String path, String secret, boolean generated);
    }
}
