package de.stadttor.access;

import java.util.List;

/** When a rule applies. Group names are the provider's own, compared exactly. */
public sealed interface Condition {

    /** Member of exactly this group. */
    record Group(String name) implements Condition {}

    /** Member of this group or of one below it, {@code /} being the separator. */
    record GroupBelow(String name) implements Condition {}

    /** Bearer of this role at the provider. */
    record Role(String name) implements Condition {}

    /** Working in exactly this organisational unit. */
    record OrgUnit(String name) implements Condition {}

    /** At least one holds. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** All hold. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** The other does not hold. */
    record Not(Condition condition) implements Condition {}

    /** A Common Expression Language expression that yields a boolean. */
    record Cel(String expression) implements Condition {}
}
