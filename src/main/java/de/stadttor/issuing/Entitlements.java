package de.stadttor.issuing;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Asks, for a grant, what the person may have now. */
@Component
class Entitlements {

    private final Accounts accounts;
    private final Providers providers;
    private final Applications applications;
    private final AccessDecisions decisions;

    Entitlements(Accounts accounts, Providers providers, Applications applications, AccessDecisions decisions) {
        this.accounts = accounts;
        this.providers = providers;
        this.applications = applications;
        this.decisions = decisions;
    }

    /**
     * What the grant is worth, by what was read with it.
     *
     * @return empty when its account, provider or application is gone altogether
     */
    Optional<Entitlement> of(GrantRow row) {
        return of(row, row.grant().applicationId());
    }

    /** The same at another application, to which it was handed on (RFC 8693). */
    Optional<Entitlement> of(GrantRow row, String applicationId) {
        return Optional.ofNullable(row.person()).flatMap(person -> of(row.grant(), person, applicationId));
    }

    /** The same for a grant of which nothing else was read. */
    Optional<Entitlement> of(Grant grant, String applicationId) {
        return accounts.find(grant.accountId()).flatMap(person -> of(grant, person, applicationId));
    }

    private Optional<Entitlement> of(Grant grant, Person person, String applicationId) {
        Application application = applications.find(applicationId).orElse(null);
        return application == null
                ? Optional.empty()
                : providers.find(person.providerId()).map(provider -> of(grant, person, provider, application));
    }

    /** Keeps why a token was given or refused: the rules may have changed since the sign-in. */
    void record(Entitlement entitlement) {
        decisions.record(entitlement.person(), entitlement.signIn(), entitlement.decision());
    }

    private Entitlement of(Grant grant, Person person, Provider provider, Application application) {
        Person.SignIn signIn = Person.SignIn.of(provider, grant.acr(), grant.authTime(), grant.amr());
        AccessDecision decision = decisions.decide(person, signIn, application);
        return new Entitlement(
                person, signIn, provider, application, decision, audienceRoles(person, signIn, application, decision));
    }

    private SortedSet<String> audienceRoles(
            Person person, Person.SignIn signIn, Application application, AccessDecision decision) {
        if (application.tokenAudience().equals(application.id())) {
            return decision.roles();
        }
        return applications
                .find(application.tokenAudience())
                .map(audience -> decisions.decide(person, signIn, audience))
                .filter(AccessDecision::admitted)
                .map(AccessDecision::roles)
                .orElseGet(TreeSet::new);
    }
}
