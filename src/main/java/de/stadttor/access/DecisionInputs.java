package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.State;
import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that enters a decision, apart from the rules, which the version of the rule set names: whoever has both can decide
 * again and comes to the same. Kept with the decision, hence without a name or an e-mail address.
 *
 * @param providerEnabled false also where there is no such provider any more
 * @param ags null where the provider names no municipality
 * @param state null where the provider serves no such municipality
 * @param assurance null where the provider's acr is not in its table
 * @param applicationRoles the application's role catalogue
 * @param release null where there is none
 * @param today the day on which it is decided, Europe/Berlin
 * @param ruleSetVersion of the provider's rules; 0 where it has none yet
 */
public record DecisionInputs(
        UUID accountId,
        boolean accountEnabled,
        String provider,
        boolean providerEnabled,
        SortedSet<String> groups,
        boolean groupsComplete,
        SortedSet<String> roles,
        @Nullable String orgUnit,
        @Nullable String ags,
        @Nullable State state,
        @Nullable Assurance assurance,
        String application,
        SortedSet<String> applicationRoles,
        SortedSet<State> admittedStates,
        Assurance requiredAssurance,
        @Nullable ReleaseTerms release,
        LocalDate today,
        long ruleSetVersion) {

    /** What a decision needs of a release. */
    public record ReleaseTerms(
            SortedSet<String> claims, @Nullable LocalDate until) {
        public ReleaseTerms {
            claims = sorted(claims);
        }
    }

    public DecisionInputs {
        groups = sorted(groups);
        roles = sorted(roles);
        applicationRoles = sorted(applicationRoles);
        admittedStates = sorted(admittedStates);
    }

    /**
     * @param provider the person's; null where it was removed
     * @param release that provider's for that application; null where there is none
     * @throws IllegalArgumentException where provider or release are another's
     */
    static DecisionInputs of(
            Person person,
            Person.SignIn signIn,
            Application application,
            @Nullable Provider provider,
            @Nullable Release release,
            long ruleSetVersion,
            LocalDate today) {
        if (provider != null && !provider.id().equals(person.providerId())) {
            throw new IllegalArgumentException("a person is judged by the own provider");
        }
        if (release != null
                && !(release.provider().equals(person.providerId())
                        && release.application().equals(application.id()))) {
            throw new IllegalArgumentException("this release is for somebody else");
        }
        return new DecisionInputs(
                person.accountId(),
                person.enabled(),
                person.providerId(),
                provider != null && provider.enabled(),
                sorted(person.groups()),
                person.groupsComplete(),
                sorted(person.roles()),
                person.orgUnit(),
                person.ags(),
                stateOf(person.ags(), provider),
                signIn.assurance(),
                application.id(),
                sorted(application.roles().stream().map(Application.Role::id).toList()),
                sorted(application.access().states()),
                application.access().assurance(),
                release == null ? null : new ReleaseTerms(sorted(release.claims()), release.until()),
                today,
                ruleSetVersion);
    }

    private static @Nullable State stateOf(@Nullable String ags, @Nullable Provider provider) {
        if (ags == null || provider == null) {
            return null;
        }
        return provider.municipality(ags).map(Municipality::state).orElse(null);
    }

    private static <T extends Comparable<T>> SortedSet<T> sorted(Collection<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }
}
