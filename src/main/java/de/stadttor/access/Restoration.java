package de.stadttor.access;

import de.stadttor.application.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way back to the rules of an earlier version, as far as it still exists.
 *
 * @param changes from what is active now
 * @param leftOut what of the old rules is no longer possible, one sentence each
 */
public record Restoration(List<RuleChange> changes, List<String> leftOut) {

    /**
     * What cannot come back.
     *
     * @param role that its application has no more; null where the application itself is gone
     */
    public record LeftOut(
            String ruleId, String application, @Nullable String role) {

        private static final Pattern SENTENCE = Pattern.compile(
                "rule (\\S+): (?:there is no application (\\S+) any more|application (\\S+) has no role (\\S+) any more)");

        String sentence() {
            return "rule " + ruleId + ": "
                    + (role == null
                            ? "there is no application " + application + " any more"
                            : "application " + application + " has no role " + role + " any more");
        }

        /** Reads a sentence of {@link Restoration#leftOut}; empty for any other. */
        public static Optional<LeftOut> of(String sentence) {
            Matcher matcher = SENTENCE.matcher(sentence);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            boolean gone = matcher.group(2) != null;
            return Optional.of(
                    new LeftOut(matcher.group(1), gone ? matcher.group(2) : matcher.group(3), matcher.group(4)));
        }
    }

    public Restoration {
        changes = List.copyOf(changes);
        leftOut = List.copyOf(leftOut);
    }

    static Restoration of(Collection<Rule> active, Collection<Rule> old, Collection<Application> applications) {
        Map<String, Application> known =
                applications.stream().collect(Collectors.toMap(Application::id, Function.identity()));
        List<Rule> possible = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Rule rule : old) {
            Application application = known.get(rule.application());
            if (application == null) {
                leftOut.add(new LeftOut(rule.id(), rule.application(), null).sentence());
                continue;
            }
            Set<String> grant = new TreeSet<>();
            for (String role : new TreeSet<>(rule.grant())) {
                if (application.role(role).isPresent()) {
                    grant.add(role);
                } else {
                    leftOut.add(new LeftOut(rule.id(), rule.application(), role).sentence());
                }
            }
            if (!grant.isEmpty()) {
                possible.add(rule.granting(grant));
            }
        }
        return new Restoration(RuleChange.between(active, possible), leftOut);
    }
}
