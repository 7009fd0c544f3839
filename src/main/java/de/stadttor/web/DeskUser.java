package de.stadttor.web;

import de.stadttor.federation.Provider;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import java.util.Collection;
import java.util.List;

/**
 * Somebody at the admin desk, as of this very request: roles are decided anew at each.
 *
 * @param actor what they may do
 * @param person as their provider described them last
 * @param provider through which they signed in
 * @param language of the page: {@code de} or {@code en}
 * @param proof goes into every form, as {@code proof}: no other site can know it
 * @param signOutTargets where a sign-out may lead, for the page's Content-Security-Policy
 */
public record DeskUser(
        Actor actor,
        Person person,
        Provider provider,
        String language,
        String proof,
        Collection<String> signOutTargets) {

    public DeskUser {
        signOutTargets = List.copyOf(signOutTargets);
    }

    /** Their name, or what comes nearest to it. */
    public String name() {
        if (person.profile().get("name") instanceof String name && !name.isBlank()) {
            return name;
        }
        return person.email() == null ? provider.name() : person.email();
    }

    public boolean isOperator() {
        return actor.isOperator();
    }

    /** Whether rules, releases and decisions of this provider are theirs to see. */
    public boolean reads(String providerId) {
        return actor.reads(providerId);
    }

    /** Whether they may change what belongs to this provider, as far as the use cases let them. */
    public boolean changes(String providerId) {
        return actor.isOperator() || actor.administers(providerId);
    }

    /** Neither the proof nor a name. */
    @Override
    public String toString() {
        return "DeskUser[actor=" + actor.name() + "]";
    }
}
