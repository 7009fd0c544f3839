package de.stadttor.inquiry;

import de.stadttor.federation.Assurance;
import de.stadttor.person.Person;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody supposes that a provider told about a person.
 *
 * @param groups all of them
 * @param roles the provider's own
 * @param orgUnit null for none
 * @param assurance how they sign in; null for an unknown way
 */
public record Supposed(
        Set<String> groups,
        Set<String> roles,
        @Nullable String orgUnit,
        @Nullable Assurance assurance) {

    /** More than anybody has. */
    public static final int MOST = 1_000;

    /** Longer than any name of a group. */
    public static final int LONGEST = 1_000;

    public Supposed {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
    }

    /** As it is told now. */
    public static Supposed of(Person person, @Nullable Assurance assurance) {
        return new Supposed(person.groups(), person.roles(), person.orgUnit(), assurance);
    }

    /** Whether it is small enough to be looked at. */
    public boolean isBounded() {
        return groups.size() <= MOST
                && roles.size() <= MOST
                && groups.stream().allMatch(Supposed::isShort)
                && roles.stream().allMatch(Supposed::isShort)
                && (orgUnit == null || isShort(orgUnit));
    }

    private static boolean isShort(String name) {
        return name.length() <= LONGEST;
    }

    /** The same person, told like this; all groups are known then, where they were not before. */
    Person appliedTo(Person person) {
        return new Person(
                person.accountId(),
                person.providerId(),
                person.enabled(),
                groups,
                person.groupsComplete() || !groups.equals(person.groups()),
                roles,
                orgUnit,
                person.ags(),
                person.profile(),
                person.email(),
                person.emailVerified(),
                person.readAt());
    }
}
