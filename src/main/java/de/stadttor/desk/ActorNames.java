package de.stadttor.desk;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.web.DeskUser;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who did something, as far as the person at the desk may know: a name of the own people, a provider of the others. */
@Component
class ActorNames {

    private final Accounts accounts;
    private final Providers providers;

    ActorNames(Accounts accounts, Providers providers) {
        this.accounts = accounts;
        this.providers = providers;
    }

    /**
     * @param actor an account id, a client id, or {@code system}
     * @return null for the program itself
     */
    @Nullable
    String name(String actor, DeskUser user) {
        if (actor.equals("system")) {
            return null;
        }
        UUID account;
        try {
            account = UUID.fromString(actor);
        } catch (IllegalArgumentException e) {
            return actor;
        }
        return accounts.find(account).map(person -> name(person, user)).orElse(actor);
    }

    private String name(Person person, DeskUser user) {
        String provider =
                providers.find(person.providerId()).map(Provider::name).orElse(person.providerId());
        return user.reads(person.providerId()) && person.profile().get("name") instanceof String name ? name : provider;
    }
}
