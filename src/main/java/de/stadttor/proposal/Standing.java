package de.stadttor.proposal;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.AccessDecisions;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Assurance;
import de.stadttor.person.Accounts;
import de.stadttor.person.Person;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.platform.Sealer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What somebody may do now, by the rules of now and not by the token of five minutes ago; and which human they are. */
@Component
class Standing {

    private final Accounts accounts;
    private final AccessDecisions decisions;
    private final Applications applications;
    private final Sealer.Purpose mailboxes;
    private final Clock clock;

    Standing(Accounts accounts, AccessDecisions decisions, Applications applications, Sealer sealer, Clock clock) {
        this.accounts = accounts;
        this.decisions = decisions;
        this.applications = applications;
        this.mailboxes = sealer.purpose("proposal-mailbox");
        this.clock = clock;
    }

    /** The actor with those of their roles that the rules give them now; a client keeps what its token says. */
    Actor now(Actor actor) {
        if (!isHuman(actor)) {
            return actor;
        }
        Set<String> roles = new HashSet<>(actor.roles());
        roles.retainAll(roles(person(actor.name())));
        return new Actor(actor.name(), actor.provider(), roles);
    }

    /** Who acted once, with the roles of now; a client, or whoever is gone, has none. */
    Actor now(String name) {
        Person person = person(name);
        return person == null ? new Actor(name, null, Set.of()) : new Actor(name, person.providerId(), roles(person));
    }

    /** A client acts without a human: it has no provider. */
    static boolean isHuman(Actor actor) {
        return actor.provider() != null;
    }

    /**
     * For what only a human can say, and only one who can be told from others.
     *
     * @return the hash of their mailbox
     * @throws NotAllowed for clients, and for whoever has no verified e-mail address
     */
    String demandHuman(Actor actor) {
        if (!isHuman(actor)) {
            throw new NotAllowed("this needs a person: the token of a client has no say in it");
        }
        String mailbox = mailbox(actor.name());
        if (mailbox == null) {
            throw new NotAllowed("this needs a verified e-mail address, which tells one person from another:"
                    + " your provider told none");
        }
        return mailbox;
    }

    /** Null for clients, and where there is no verified address. */
    @Nullable
    String mailbox(String name) {
        Person person = person(name);
        if (person == null || person.email() == null || !person.emailVerified()) {
            return null;
        }
        byte[] address = normalized(person.email()).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(mailboxes.hash(address));
    }

    /** Letter case and a {@code +tag} lead to the same mailbox. */
    static String normalized(String email) {
        String address =
                Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    private Set<String> roles(@Nullable Person person) {
        Optional<Application> hub = applications.find(Application.STADTTOR);
        if (person == null || hub.isEmpty()) {
            return Set.of();
        }
        Person.SignIn sure = new Person.SignIn(Assurance.HIGH, clock.instant(), List.of());
        AccessDecision decision = decisions.decide(person, sure, hub.get());
        return decision.admitted() ? decision.roles() : Set.of();
    }

    private @Nullable Person person(String name) {
        try {
            return accounts.find(UUID.fromString(name)).orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
