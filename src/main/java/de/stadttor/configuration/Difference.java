package de.stadttor.configuration;

import de.stadttor.application.Application;
import de.stadttor.configuration.Plan.Action;
import de.stadttor.configuration.Plan.Change;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.platform.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what is stored with what is wanted. */
final class Difference {

    private static final int LONGEST_DETAIL = 300;

    private final State stored;
    private final Wanted wanted;
    private final BiPredicate<String, String> sameClientSecret;
    private final BiPredicate<String, String> sameDirectorySecret;
    private final BiPredicate<String, String> sameApplicationSecret;

    /** Each predicate tells whether a secret is the one that is stored under that id. */
    Difference(
            State stored,
            Wanted wanted,
            BiPredicate<String, String> sameClientSecret,
            BiPredicate<String, String> sameDirectorySecret,
            BiPredicate<String, String> sameApplicationSecret) {
        this.stored = stored;
        this.wanted = wanted;
        this.sameClientSecret = sameClientSecret;
        this.sameDirectorySecret = sameDirectorySecret;
        this.sameApplicationSecret = sameApplicationSecret;
    }

    Plan plan() {
        List<Change> changes = new ArrayList<>();
        State after = wanted.state();
        compare(changes, "provider", stored.providers(), after.providers(), ProviderForm::write, this::ofProvider);
        compare(
                changes,
                "application",
                stored.applications(),
                after.applications(),
                ApplicationForm::write,
                this::ofApplication);
        compare(changes, "release", stored.releases(), after.releases(), RuleForm::write, (b, a) -> List.of());
        compare(changes, "rule", stored.rules(), after.rules(), RuleForm::write, (b, a) -> List.of());
        compareSettings(changes, "links", stored.links(), after.links());
        compareSettings(changes, "retention", stored.retention(), after.retention());
        return new Plan(changes);
    }

    private <T> void compare(
            List<Change> changes,
            String what,
            SortedMap<String, T> before,
            SortedMap<String, T> after,
            Function<T, ObjectNode> form,
            BiFunction<@Nullable T, T, List<String>> more) {
        for (Map.Entry<String, T> entry : after.entrySet()) {
            T old = before.get(entry.getKey());
            T now = entry.getValue();
            List<String> details = new ArrayList<>();
            if (old != null && !old.equals(now)) {
                details.addAll(details(form.apply(old), form.apply(now)));
            }
            details.addAll(more.apply(old, now));
            if (old == null) {
                changes.add(new Change(Action.ADD, what, entry.getKey(), details));
            } else if (!old.equals(now) || !details.isEmpty()) {
                changes.add(new Change(Action.CHANGE, what, entry.getKey(), details));
            }
        }
        before.keySet().stream()
                .filter(id -> !after.containsKey(id))
                .forEach(id -> changes.add(new Change(Action.REMOVE, what, id, List.of())));
    }

    private List<String> ofProvider(@Nullable Provider before, Provider after) {
        List<String> details = new ArrayList<>();
        String id = after.id();
        if (before != null) {
            given(details, wanted.clientSecrets().get(id), sameClientSecret, id, "client-secret given anew");
            given(
                    details,
                    wanted.directorySecrets().get(id),
                    sameDirectorySecret,
                    id,
                    "directory's client-secret given anew");
        }
        for (Provider other : stored.providers().values()) {
            String moved = after.municipalities().stream()
                    .map(Municipality::ags)
                    .filter(ags -> other.municipality(ags).isPresent())
                    .collect(Collectors.joining(", "));
            if (!other.id().equals(id) && !moved.isEmpty()) {
                details.add("takes over " + moved + " from " + other.id());
            }
        }
        return details;
    }

    private List<String> ofApplication(@Nullable Application before, Application after) {
        List<String> details = new ArrayList<>();
        if (before != null) {
            given(
                    details,
                    wanted.applicationSecrets().get(after.id()),
                    sameApplicationSecret,
                    after.id(),
                    "client-secret given anew");
        }
        return details;
    }

    private static void given(
            List<String> details, @Nullable String secret, BiPredicate<String, String> same, String id, String detail) {
        if (secret != null && !same.test(id, secret)) {
            details.add(detail);
        }
    }

    private static void compareSettings(
            List<Change> changes, String what, Map<String, String> before, Map<String, String> after) {
        if (before.equals(after)) {
            return;
        }
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> details = keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> "%s %s → %s"
                        .formatted(key, before.getOrDefault(key, "nothing"), after.getOrDefault(key, "nothing")))
                .toList();
        changes.add(new Change(before.isEmpty() ? Action.ADD : Action.CHANGE, what, "", details));
    }

    private static List<String> details(ObjectNode before, ObjectNode after) {
        TreeSet<String> keys = new TreeSet<>(before.propertyNames());
        keys.addAll(after.propertyNames());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .map(key -> key + " " + shown(before.get(key)) + " → " + shown(after.get(key)))
                .toList();
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        String text = Quoted.visible(plain(value));
        return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) + "…" : text;
    }

    private static String plain(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(Difference::plain).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.propertyStream()
                    .map(e -> e.getKey() + ": " + plain(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.asString();
    }
}
