package de.stadttor.request;

import de.stadttor.application.Owners;
import de.stadttor.federation.Providers;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The applications for which somebody is responsible, whichever way they come in. */
@Component
public class Ownership {

    private final Owners owners;
    private final Accounts accounts;
    private final Providers providers;

    Ownership(Owners owners, Accounts accounts, Providers providers) {
        this.owners = owners;
        this.accounts = accounts;
        this.providers = providers;
    }

    /** Their ids; none without the role, whatever a registration says, and none for a client. */
    public Set<String> of(Actor actor) {
        if (!actor.roles().contains(Actor.APPLICATION_OWNER)) {
            return Set.of();
        }
        return account(actor)
                .flatMap(accounts::find)
                .map(person -> owners.applicationsOf(person.accountId(), trusted(person)))
                .orElse(Set.of());
    }

    /**
     * Whether an application is theirs to see: it is their own, or they read what belongs to some provider.
     *
     * @param owned as {@link #of} gives it for them
     */
    public static boolean sees(Actor actor, Set<String> owned, String application) {
        return owned.contains(application) || actor.readsSomewhere();
    }

    /** A provider can vouch for addresses of its own domains alone. */
    private @Nullable String trusted(Person person) {
        String email = person.email();
        if (email == null || !person.emailVerified()) {
            return null;
        }
        return providers
                .ofEmailDomain(email.substring(email.lastIndexOf('@') + 1))
                .filter(provider -> provider.id().equals(person.providerId()))
                .map(provider -> email)
                .orElse(null);
    }

    private static Optional<UUID> account(Actor actor) {
        try {
            return Optional.of(UUID.fromString(actor.name()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
