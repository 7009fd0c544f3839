package de.stadttor.issuing;

import de.stadttor.access.AccessDecision;
import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import java.util.SortedSet;

/**
 * What a grant is worth right now: decided anew for every token, from the person's latest claims and the active rules.
 *
 * @param decision whether the application still gets this person, and which claims
 * @param roles those of the audience application
 */
record Entitlement(
        Person person,
        Person.SignIn signIn,
        Provider provider,
        Application application,
        AccessDecision decision,
        SortedSet<String> roles) {}
