package de.stadttor.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * When a rule applies. Names of groups, roles and organisational units are the provider's own, compared exactly. Where
 * the provider does not tell an organisational unit, no {@link OrgUnit} holds.
 */
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

    /** A Common Expression Language expression that yields a boolean; see {@link CelExpressions} for what it may use. */
    record Cel(String expression) implements Condition {}

    /** As it stands in a configuration and in the database: one key, {@code {group: /Bauaufsichtsamt}} for instance. */
    @JsonValue
    default Map<String, Object> toMap() {
        return ConditionJson.toMap(this);
    }

    /**
     * @throws MalformedCondition where this is no condition
     */
    @JsonCreator
    static Condition fromMap(Map<String, Object> json) {
        return ConditionJson.fromJson(json);
    }
}
