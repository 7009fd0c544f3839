package de.stadttor.person;

import de.stadttor.platform.Actor;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The names of those who did something, for those who may know them: operators, and people of the same provider. */
@Component
public class ActorNames {

    private final Accounts accounts;

    ActorNames(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Null for clients, for whoever is gone, and for people of another provider. */
    public @Nullable String of(String actor, Actor reader) {
        return account(actor)
                .flatMap(accounts::find)
                .filter(person -> reader.isOperator() || person.providerId().equals(reader.provider()))
                .map(ActorNames::name)
                .orElse(null);
    }

    private static @Nullable String name(Person person) {
        Object name = person.profile().get("name");
        return name == null ? null : name.toString();
    }

    private static Optional<UUID> account(String actor) {
        try {
            return Optional.of(UUID.fromString(actor));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
