package de.stadttor.configuration;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a document would change, or has changed.
 *
 * @param changes in the order in which they are told; empty where nothing differs
 */
public record Plan(List<Change> changes) {

    /** What happens to a thing. */
    public enum Action {
        ADD("+"),
        CHANGE("~"),
        REMOVE("-");

        private final String sign;

        Action(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One thing that differs.
     *
     * @param what its kind: provider, application, release, rule, links or retention
     * @param id the empty string for what there is only one of
     * @param details what differs in it, one each; never a secret
     */
    public record Change(Action action, String what, String id, List<String> details) {

        public Change {
            details = List.copyOf(details);
        }

        /** In one line: {@code ~ rule ebit-dresden/dd-bau: grant [lesen] → [lesen, bearbeiten]}. */
        public String text() {
            String thing = action.sign + " " + what + (id.isEmpty() ? "" : " " + id);
            return details.isEmpty() ? thing : thing + ": " + String.join("; ", details);
        }
    }

    public Plan {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The things that would be gone. */
    public List<Change> removals() {
        return changes.stream()
                .filter(change -> change.action() == Action.REMOVE)
                .toList();
    }

    /** For people: a line for each change, or {@code no change}. */
    public String text() {
        return changes.isEmpty()
                ? "no change"
                : changes.stream().map(Change::text).collect(Collectors.joining("\n"));
    }
}
