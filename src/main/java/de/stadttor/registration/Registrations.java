package de.stadttor.registration;

import de.stadttor.access.Releases;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.request.Ownership;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Dynamic registration and its management (RFC 7591, RFC 7592, OpenID Connect Registration). Everything is checked before
 * a transaction begins; in it a registration is used up, the application registered, and what its initial access token
 * promises released.
 */
@Component
public class Registrations {

    /** Of the endpoint; a client's own lies below it. */
    public static final String PATH = "/connect/register";

    /** RFC 7592 section 2.2: what a client may not send back. */
    private static final Set<String> OURS = Set.of(
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at");

    private static final int SECRET_BYTES = 32;

    private final InitialAccessTokens initialAccess;
    private final MetadataSteps steps;
    private final RegistrationStore store;
    private final ClientInformation information;
    private final Applications applications;
    private final Releases releases;
    private final Providers providers;
    private final Ownership ownership;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Registrations(
            InitialAccessTokens initialAccess,
            MetadataSteps steps,
            RegistrationStore store,
            ClientInformation information,
            Applications applications,
            Releases releases,
            Providers providers,
            Ownership ownership,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.initialAccess = initialAccess;
        this.steps = steps;
        this.store = store;
        this.information = information;
        this.applications = applications;
        this.releases = releases;
        this.providers = providers;
        this.ownership = ownership;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Registers an application.
     *
     * @param token an initial access token
     * @param body the client metadata, JSON
     * @return the client information response: the only time that the secret is told
     * @throws UnknownToken where the token is good for nothing (any more)
     * @throws InvalidClientMetadata naming what is wrong
     */
    public Map<String, Object> register(String token, byte[] body) {
        initialAccess.usable(token);
        Metadata metadata = steps.registered(Fields.parse(body));
        String secret = needsSecret(metadata) ? newSecret() : null;
        return transaction.execute(status -> {
            InitialAccess access = initialAccess.countDown(token);
            Instant now = clock.instant();
            String id = UUID.randomUUID().toString();
            Registration registration =
                    new Registration(id, access.id(), access.requirePkce(), metadata.members(), now, now);
            String ownToken = OpaqueKeys.newSecret(now);
            applications.save(
                    RegisteredApplication.of(id, metadata, List.of(access.owner()), access.requirePkce()),
                    secret,
                    itself(id));
            store.insert(registration, OpaqueKeys.storedKey(ownToken).orElseThrow());
            access.releases().stream()
                    .filter(promise -> providers.find(promise.provider()).isPresent())
                    .forEach(promise -> releases.save(promise.to(id), access.author()));
            events.publishEvent(new RegistrationMoved(id, "registered", access.id(), itself(id)));
            return information.of(registration, secret, ownToken);
        });
    }

    /**
     * The registration as it is (RFC 7592 section 2.1), without the secret.
     *
     * @param token the application's registration access token
     * @throws UnknownToken for any other, and for a client that there is not
     */
    public Map<String, Object> read(String clientId, String token) {
        return information.of(known(clientId, token), null, token);
    }

    /**
     * Replaces the metadata as a whole (RFC 7592 section 2.2): what is left out has its default again. What the initial
     * access token demanded stays demanded.
     *
     * @return with a secret where the application has none for its new way to authenticate itself
     * @throws UnknownToken as {@link #read}
     * @throws InvalidClientMetadata naming what is wrong
     */
    public Map<String, Object> replace(String clientId, String token, byte[] body) {
        known(clientId, token);
        Fields asked = Fields.parse(body);
        own(asked, clientId);
        Metadata metadata = steps.registered(asked);
        return transaction.execute(status -> {
            Registration before = store.lock(clientId).orElseThrow(UnknownToken::new);
            Application application = applications.find(clientId).orElseThrow(UnknownToken::new);
            boolean fresh = needsSecret(metadata) && !needsSecret(new Metadata(before.metadata()));
            String secret = fresh ? newSecret() : null;
            Registration after = new Registration(
                    clientId,
                    before.initialAccess(),
                    before.requirePkce(),
                    metadata.members(),
                    before.createdAt(),
                    clock.instant());
            applications.save(
                    RegisteredApplication.of(clientId, metadata, application.owners(), before.requirePkce()),
                    secret,
                    itself(clientId));
            store.update(after);
            events.publishEvent(new RegistrationMoved(clientId, "changed", before.initialAccess(), itself(clientId)));
            return information.of(after, secret, token);
        });
    }

    private void own(Fields asked, String clientId) {
        if (!clientId.equals(asked.text("client_id"))) {
            throw new InvalidClientMetadata("client_id", "expected that of this registration");
        }
        OURS.stream().filter(asked::has).sorted().findFirst().ifPresent(member -> {
            throw new InvalidClientMetadata(member, "it is the hub's to say, expected it to be left out");
        });
        String secret = asked.text("client_secret");
        if (secret != null && !applications.secretMatches(clientId, secret)) {
            throw new InvalidClientMetadata("client_secret", "it is not the current one, expected that or none");
        }
    }

    /**
     * The application registers itself off (RFC 7592 section 2.3): its releases go, and its grants and tokens are worth
     * nothing any more.
     *
     * @throws UnknownToken as {@link #read}
     */
    public void remove(String clientId, String token) {
        known(clientId, token);
        transaction.executeWithoutResult(status -> {
            if (!remove(clientId, itself(clientId))) {
                throw new UnknownToken();
            }
        });
    }

    /** What operators see: all; an application's owners: theirs; nobody else sees any. The latest first. */
    public List<Registration> of(Actor actor) {
        if (actor.isOperator()) {
            return store.all();
        }
        Set<String> owned = ownership.of(actor);
        return owned.isEmpty()
                ? List.of()
                : store.all().stream()
                        .filter(registration -> owned.contains(registration.clientId()))
                        .toList();
    }

    /**
     * Takes a registration away, with the application. One that is not theirs looks like one that there is not.
     *
     * @return false where there is none
     */
    @Transactional
    public boolean remove(String clientId, Actor actor) {
        Registration registration = store.lock(clientId).orElse(null);
        boolean theirs = actor.isOperator()
                || actor.name().equals(clientId)
                || ownership.of(actor).contains(clientId);
        if (registration == null || !theirs) {
            return false;
        }
        applications.remove(clientId, actor);
        events.publishEvent(new RegistrationMoved(clientId, "removed", registration.initialAccess(), actor));
        return true;
    }

    private Registration known(String clientId, String token) {
        return OpaqueKeys.storedKey(token)
                .flatMap(key -> store.find(clientId, key))
                .orElseThrow(UnknownToken::new);
    }

    private static boolean needsSecret(Metadata metadata) {
        return Flows.BY_SECRET.contains(metadata.required("token_endpoint_auth_method"));
    }

    private String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static Actor itself(String clientId) {
        return new Actor(clientId, null, Set.of());
    }
}
