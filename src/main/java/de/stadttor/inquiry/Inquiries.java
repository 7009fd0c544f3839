package de.stadttor.inquiry;

import de.stadttor.access.AccessDecisions;
import de.stadttor.access.Explanations;
import de.stadttor.access.Explanations.Tried;
import de.stadttor.access.RecordedDecision;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Assurance;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was decided about a person, and what would be. */
@Component
public class Inquiries {

    private final AccessDecisions decisions;
    private final Explanations explanations;
    private final Applications applications;

    Inquiries(AccessDecisions decisions, Explanations explanations, Applications applications) {
        this.decisions = decisions;
        this.explanations = explanations;
        this.applications = applications;
    }

    /**
     * What would be.
     *
     * @param present with what is told now
     * @param supposed with what is supposed
     */
    public record WhatIf(Application application, Tried present, Tried supposed) {

        /** Roles that they would have and have not now. */
        public SortedSet<String> gained() {
            return less(had(supposed), had(present));
        }

        /** Roles that they have now and would not have. */
        public SortedSet<String> lost() {
            return less(had(present), had(supposed));
        }

        /** Nobody who is not let in has a role. */
        private static SortedSet<String> had(Tried tried) {
            return tried.decision().admitted() ? tried.decision().roles() : new TreeSet<>();
        }

        private static SortedSet<String> less(SortedSet<String> some, SortedSet<String> others) {
            SortedSet<String> rest = new TreeSet<>(some);
            rest.removeAll(others);
            return rest;
        }
    }

    /** The latest decision about them for each application, the newest first. */
    public List<RecordedDecision> latest(Known known, Actor actor) {
        People.demandSight(known.person().providerId(), actor);
        return known.account() == null
                ? List.of()
                : decisions.latest(known.account(), known.person().providerId());
    }

    /** How they signed in last, as far as it is known: to begin supposing with; with a password where it is not. */
    public Assurance usualAssurance(List<RecordedDecision> latest) {
        return latest.stream()
                .flatMap(recorded ->
                        Optional.ofNullable(recorded.decision().inputs().assurance()).stream())
                .findFirst()
                .orElse(Assurance.LOW);
    }

    /**
     * Decides twice as a sign-in would, and keeps nothing.
     *
     * @return empty where there is no such application, or none that people sign in to
     */
    public Optional<WhatIf> whatIf(Known known, String applicationId, Supposed supposed, Actor actor) {
        People.demandSight(known.person().providerId(), actor);
        return applications
                .find(applicationId)
                .filter(application -> application.signsPeopleIn())
                .map(application -> new WhatIf(
                        application,
                        tried(known.person(), supposed.assurance(), application),
                        tried(supposed.appliedTo(known.person()), supposed.assurance(), application)));
    }

    private Tried tried(Person person, @Nullable Assurance assurance, Application application) {
        return explanations.tried(person, new Person.SignIn(assurance, person.readAt(), List.of()), application);
    }
}
