package de.stadttor.access;

import de.stadttor.person.StaffMember;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of rules would do to whom.
 *
 * @param people how many were looked at
 * @param rows those for whom something changes, by application, name and subject
 * @param counts the applications that the change is about, by id
 * @param findings what is odd about the rules, those that the change brings first
 * @param digest SHA-256, hexadecimal, of who gains and loses what: the same exactly where the rows are the same
 */
public record Effect(int people, List<Row> rows, List<Count> counts, List<Finding> findings, String digest) {

    /**
     * What changes for one person in one application.
     *
     * @param gained roles that they would have and have not
     * @param lost roles that they have and would not have
     * @param kept roles that they have and would have
     * @param withheld roles that the rules would give if {@code after} did not stand against them
     * @param before why they are not let in; null where they are
     * @param after why they would not be let in; null where they would be
     */
    public record Row(
            StaffMember member,
            String application,
            SortedSet<String> gained,
            SortedSet<String> lost,
            SortedSet<String> kept,
            SortedSet<String> withheld,
            @Nullable Reason before,
            @Nullable Reason after) {

        public Row {
            gained = sorted(gained);
            lost = sorted(lost);
            kept = sorted(kept);
            withheld = sorted(withheld);
        }

        private static SortedSet<String> sorted(SortedSet<String> roles) {
            return Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        }
    }

    /**
     * How many people, by role, of one application.
     *
     * @param admittedBefore people who get in
     * @param admittedAfter people who would get in
     */
    public record Count(
            String application,
            SortedMap<String, Integer> gained,
            SortedMap<String, Integer> lost,
            SortedMap<String, Integer> kept,
            int admittedBefore,
            int admittedAfter) {

        public Count {
            gained = Collections.unmodifiableSortedMap(new TreeMap<>(gained));
            lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
            kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
        }
    }

    /** What is odd about a rule. */
    public enum Oddity {
        /** It contradicts itself. */
        NEVER_HOLDS,
        /** Its last day is over. */
        IS_OVER,
        /** Its first day is to come: what it will do then is not in the rows. */
        BEGINS_LATER,
        /** It asks for a group that the directory does not know. */
        UNKNOWN_GROUP,
        /** It could hold, and does for nobody. */
        MATCHES_NOBODY,
        /** Whoever it matches has all its roles from other rules anyway. */
        OVERLAPS,
        /** It could not be evaluated for somebody. */
        FAILS,
        /** The provider releases nothing to its application: nobody gets in. */
        NOT_RELEASED;

        /** As the API names it. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param changed whether the change adds or alters this rule
     * @param detail the other rule, the group, the day or the message; null where there is nothing to add
     */
    public record Finding(
            Oddity oddity,
            String ruleId,
            String application,
            boolean changed,
            @Nullable String detail) {}

    public Effect {
        rows = List.copyOf(rows);
        counts = List.copyOf(counts);
        findings = List.copyOf(findings);
    }
}
