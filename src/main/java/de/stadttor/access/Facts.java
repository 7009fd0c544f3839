package de.stadttor.access;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.State;
import de.stadttor.person.Person;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What conditions may ask of a person.
 *
 * @param groupsComplete see {@link Person#groupsComplete}
 * @param ags null where the provider names no municipality
 * @param state null where the provider serves no such municipality
 */
record Facts(
        String provider,
        SortedSet<String> groups,
        boolean groupsComplete,
        SortedSet<String> roles,
        @Nullable String orgUnit,
        @Nullable String ags,
        @Nullable State state) {

    static Facts of(DecisionInputs inputs) {
        return new Facts(
                inputs.provider(),
                inputs.groups(),
                inputs.groupsComplete(),
                inputs.roles(),
                inputs.orgUnit(),
                inputs.ags(),
                inputs.state());
    }

    /**
     * @throws IllegalArgumentException for somebody of another provider
     */
    static Facts of(Person person, Provider provider) {
        if (!provider.id().equals(person.providerId())) {
            throw new IllegalArgumentException("a person is judged by the own provider");
        }
        String ags = person.ags();
        return new Facts(
                provider.id(),
                new TreeSet<>(person.groups()),
                person.groupsComplete(),
                new TreeSet<>(person.roles()),
                person.orgUnit(),
                ags,
                ags == null
                        ? null
                        : provider.municipality(ags).map(Municipality::state).orElse(null));
    }
}
