package de.stadttor.configuration;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.InvalidRules;
import de.stadttor.access.Release;
import de.stadttor.access.Releases;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.configuration.Plan.Action;
import de.stadttor.configuration.Plan.Change;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configuration as code. A document that has an error changes nothing and hears of all its errors at once; one that has
 * none is carried out in one transaction, and only what differs is written.
 */
@Component
public class Configuration {

    private static final long LOCK = 0x53746164_436f6e66L;

    private final Providers providers;
    private final Applications applications;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final CelExpressions expressions;
    private final StoredSettings stored;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final boolean demo;

    /** What was compared, and the outcome. */
    private record Prepared(State before, Wanted wanted, Plan plan) {}

    Configuration(
            Providers providers,
            Applications applications,
            Releases releases,
            RuleSets ruleSets,
            CelExpressions expressions,
            StoredSettings stored,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Settings settings) {
        this.providers = providers;
        this.applications = applications;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.expressions = expressions;
        this.stored = stored;
        this.jdbc = jdbc;
        this.events = events;
        this.demo = settings.demo();
    }

    /**
     * What this document would change.
     *
     * @param variables what <code>${NAME}</code> stands for
     * @throws NotAllowed unless the actor is an operator
     * @throws InvalidConfiguration naming all that is wrong
     */
    @Transactional(readOnly = true)
    public Plan plan(String document, Map<String, String> variables, Actor actor) {
        demandOperator(actor);
        return prepare(document, variables).plan();
    }

    /**
     * Carries this document out, all or nothing.
     *
     * @param variables what <code>${NAME}</code> stands for
     * @param allowRemovals whether what a list lacks may be removed
     * @return what has changed
     * @throws NotAllowed unless the actor is an operator
     * @throws InvalidConfiguration naming all that is wrong
     * @throws RemovalsNotAllowed where something would be removed and that is not allowed
     */
    @Transactional
    public Plan apply(String document, Map<String, String> variables, Actor actor, boolean allowRemovals) {
        demandOperator(actor);
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((rs, row) -> true)
                .single();
        Prepared prepared = prepare(document, variables);
        if (!allowRemovals && !prepared.plan().removals().isEmpty()) {
            throw new RemovalsNotAllowed(prepared.plan().removals());
        }
        carryOut(prepared, actor);
        if (!prepared.plan().isEmpty()) {
            events.publishEvent(new ConfigurationApplied(
                    count(prepared, Action.ADD),
                    count(prepared, Action.CHANGE),
                    count(prepared, Action.REMOVE),
                    actor));
        }
        return prepared.plan();
    }

    private static int count(Prepared prepared, Action action) {
        return (int) prepared.plan().changes().stream()
                .filter(change -> change.action() == action)
                .count();
    }

    /**
     * Everything as one document in YAML, without secrets; applying it changes nothing.
     *
     * @throws NotAllowed unless the actor is an operator
     */
    @Transactional(readOnly = true)
    public String exportYaml(Actor actor) {
        return Export.yaml(export(actor));
    }

    /** As {@link #exportYaml}, as JSON. */
    @Transactional(readOnly = true)
    public String exportJson(Actor actor) {
        return export(actor).toString();
    }

    private ObjectNode export(Actor actor) {
        demandOperator(actor);
        return Export.tree(read());
    }

    /**
     * For whoever has to know before a document is read.
     *
     * @throws NotAllowed unless the actor is an operator
     */
    public static void demandOperator(Actor actor) {
        if (!actor.isOperator()) {
            throw new NotAllowed("the configuration is the operators' alone: this needs the role operator");
        }
    }

    /** Applications that registered themselves are left out, with their releases: no configuration is about them. */
    private State read() {
        Set<String> registered = applications.registeredByThemselves();
        SortedMap<String, Provider> byId = byKey(providers.all(), Provider::id);
        List<Rule> rules = new ArrayList<>();
        byId.keySet().forEach(provider -> rules.addAll(ruleSets.active(provider)));
        return new State(
                byId,
                byKey(
                        applications.all().stream()
                                .filter(application -> !registered.contains(application.id()))
                                .toList(),
                        Application::id),
                byKey(
                        releases.all().stream()
                                .filter(release -> !registered.contains(release.application()))
                                .toList(),
                        State::key),
                byKey(rules, State::key),
                stored.read(StoredSettings.LINKS),
                stored.read(StoredSettings.RETENTION));
    }

    private static <T> SortedMap<String, T> byKey(List<T> things, Function<T, String> key) {
        SortedMap<String, T> byKey = new TreeMap<>();
        things.forEach(thing -> byKey.put(key.apply(thing), thing));
        return byKey;
    }

    private Prepared prepare(String document, Map<String, String> variables) {
        YamlText text = new YamlText(Variables.fill(document, variables));
        JsonNode tree = text.tree();
        providers.readAnew();
        applications.readAnew();
        State before = read();
        Problems problems = new Problems();
        DocumentSchema.check(tree, problems);
        refuseRegistered(tree, problems);
        new DocumentChecks(tree, before, problems, demo, expressions)
                .check(applications::hasSecret, stored.read(StoredSettings.RETIRED_PROVIDERS));
        problems.throwIfAny(text);
        Wanted wanted = Wanted.of(tree, before);
        checkRules(tree, wanted.state(), problems);
        problems.throwIfAny(text);
        Difference difference = new Difference(
                before,
                wanted,
                (id, secret) ->
                        providers.clientSecret(id).filter(secret::equals).isPresent(),
                (id, secret) ->
                        providers.directorySecret(id).filter(secret::equals).isPresent(),
                applications::secretMatches);
        return new Prepared(before, wanted, difference.plan());
    }

    private void refuseRegistered(JsonNode tree, Problems problems) {
        Set<String> registered = applications.registeredByThemselves();
        Entries.each(tree, "applications", "", (path, entry) -> {
            if (registered.contains(String.valueOf(Entries.text(entry, "id")))) {
                problems.add(path + "/id", "an application that registered itself has this id, expected another");
            }
        });
    }

    /** Limits of what a provider's rules may be altogether, and stored rules whose roles the document takes away. */
    private void checkRules(JsonNode tree, State wanted, Problems problems) {
        Map<String, String> paths = new HashMap<>();
        Entries.each(
                tree,
                "rules",
                "",
                (path, entry) ->
                        paths.put(Entries.required(entry, "provider") + "/" + Entries.required(entry, "id"), path));
        String fallback = tree.has("rules") ? "/rules" : tree.has("applications") ? "/applications" : "";
        byProvider(wanted.rules()).forEach((provider, rules) -> {
            for (InvalidRules.Problem problem :
                    ruleSets.problems(provider, rules, wanted.applications().values())) {
                String path = paths.get(provider + "/" + problem.ruleId());
                if (path == null) {
                    problems.add(fallback, "rule " + provider + "/" + problem.ruleId() + ": " + problem.message());
                } else {
                    problems.add(path + problem.path(), problem.message());
                }
            }
        });
    }

    private static Map<String, List<Rule>> byProvider(SortedMap<String, Rule> rules) {
        return rules.values().stream().collect(Collectors.groupingBy(Rule::provider));
    }

    private void carryOut(Prepared prepared, Actor actor) {
        Wanted wanted = prepared.wanted();
        State after = wanted.state();
        Set<String> gone = new HashSet<>();
        Set<String> ruleSetsToReplace = new HashSet<>();
        List<Release> given = new ArrayList<>();
        for (Change change : prepared.plan().changes()) {
            boolean removed = change.action() == Action.REMOVE;
            String id = change.id();
            switch (change.what()) {
                case "provider" -> {
                    if (removed) {
                        gone.add(id);
                    } else {
                        providers.save(
                                found(after.providers(), id),
                                wanted.clientSecrets().get(id),
                                wanted.directorySecrets().get(id),
                                actor);
                    }
                }
                case "application" -> {
                    if (!removed) {
                        applications.save(
                                found(after.applications(), id),
                                wanted.applicationSecrets().get(id),
                                actor);
                    }
                }
                case "release" -> {
                    if (removed) {
                        Release release = found(prepared.before().releases(), id);
                        releases.remove(release.provider(), release.application(), actor);
                    } else {
                        given.add(found(after.releases(), id));
                    }
                }
                case "rule" -> ruleSetsToReplace.add(id.substring(0, id.indexOf('/')));
                case "links" -> stored.write(StoredSettings.LINKS, after.links(), actor);
                default -> stored.write(StoredSettings.RETENTION, after.retention(), actor);
            }
        }
        given.forEach(release -> releases.save(release, actor));
        Map<String, List<Rule>> rules = byProvider(after.rules());
        ruleSetsToReplace.stream()
                .filter(provider -> !gone.contains(provider))
                .sorted()
                .forEach(provider -> ruleSets.replace(
                        provider, rules.getOrDefault(provider, List.of()), actor, "a configuration was applied"));
        remove(prepared, gone, actor);
    }

    private void remove(Prepared prepared, Set<String> goneProviders, Actor actor) {
        prepared.plan().removals().stream()
                .filter(removal -> removal.what().equals("application"))
                .forEach(removal -> applications.remove(removal.id(), actor));
        if (goneProviders.isEmpty()) {
            return;
        }
        Map<String, String> retired = new TreeMap<>(stored.read(StoredSettings.RETIRED_PROVIDERS));
        for (String id : goneProviders) {
            retired.put(id, found(prepared.before().providers(), id).issuer());
            providers.remove(id, actor);
        }
        stored.write(StoredSettings.RETIRED_PROVIDERS, retired, actor);
    }

    private static <T> T found(SortedMap<String, T> things, String id) {
        T thing = things.get(id);
        if (thing == null) {
            throw new IllegalStateException("the plan names " + id + ", which is not there");
        }
        return thing;
    }
}
