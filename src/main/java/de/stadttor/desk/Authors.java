package de.stadttor.desk;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.person.ActorNames;
import de.stadttor.person.Person;
import de.stadttor.web.DeskUser;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who did something, as far as the person at the desk may know: a name of the own people, a provider of the others. */
@Component
class Authors {

    private final ActorNames names;
    private final Accounts accounts;
    private final Providers providers;

    Authors(ActorNames names, Accounts accounts, Providers providers) {
        this.names = names;
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
        String name = names.of(actor, user.actor());
        return name == null ? provider(actor) : name;
    }

    /** What is no account stays what it is. */
    private String provider(String actor) {
        try {
            return accounts.find(UUID.fromString(actor))
                    .map(Person::providerId)
                    .map(id -> providers.find(id).map(Provider::name).orElse(id))
                    .orElse(actor);
        } catch (IllegalArgumentException e) {
            return actor;
        }
    }
}
