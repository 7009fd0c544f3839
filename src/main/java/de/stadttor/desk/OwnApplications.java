package de.stadttor.desk;

import de.stadttor.application.Owners;
import de.stadttor.federation.Providers;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import de.stadttor.web.DeskUser;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The applications for which somebody at the desk is responsible. */
@Component
class OwnApplications {

    private final Owners owners;
    private final Providers providers;

    OwnApplications(Owners owners, Providers providers) {
        this.owners = owners;
        this.providers = providers;
    }

    /** Their ids; none without the role, whatever a registration says. */
    Set<String> of(DeskUser user) {
        return user.actor().roles().contains(Actor.APPLICATION_OWNER)
                ? owners.applicationsOf(user.person().accountId(), trusted(user.person()))
                : Set.of();
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
}
