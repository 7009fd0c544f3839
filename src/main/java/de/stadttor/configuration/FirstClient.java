package de.stadttor.configuration;

import de.stadttor.application.Application;
import de.stadttor.application.Application.Access;
import de.stadttor.application.Application.Role;
import de.stadttor.application.Application.Subject;
import de.stadttor.application.Applications;
import de.stadttor.application.Protocol;
import de.stadttor.federation.Assurance;
import de.stadttor.platform.Actor;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How a hub gets its first operator: the hub itself as an application, and one client that may configure it. */
@Component
public class FirstClient {

    /** The {@code client_id} of what {@link #make} makes. */
    public static final String ID = "stadttor-cli";

    private static final int SECRET_BYTES = 32;
    private static final long LOCK = 0x53746164_426f6f74L;

    private final Applications applications;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    FirstClient(Applications applications, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.applications = applications;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Makes the application {@code stadttor} and the first client, on a database without any application.
     *
     * @return its secret, which nobody can read again; empty where there are applications already: nothing was changed
     */
    @Transactional
    public Optional<String> make() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((rs, row) -> true)
                .single();
        if (!applications.all().isEmpty()) {
            return Optional.empty();
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        applications.save(hub(), null, Actor.SYSTEM);
        applications.save(client(), secret, Actor.SYSTEM);
        events.publishEvent(new FirstClientMade(ID, Actor.SYSTEM));
        return Optional.of(secret);
    }

    private static Application hub() {
        return application(
                Application.STADTTOR,
                Map.of("de", "Stadttor", "en", "Stadttor"),
                Set.of(),
                null,
                Set.of(),
                List.of(
                        new Role(Actor.OPERATOR, Map.of("de", "Betrieb", "en", "Operator"), true),
                        new Role(
                                Actor.PROVIDER_ADMIN,
                                Map.of("de", "Verwaltung eines Anbieters", "en", "Provider admin"),
                                true),
                        new Role(
                                Actor.APPLICATION_OWNER,
                                Map.of("de", "Verantwortung für eine Anwendung", "en", "Application owner"),
                                true),
                        new Role(Actor.AUDITOR, Map.of("de", "Revision", "en", "Auditor"), true)),
                false);
    }

    private static Application client() {
        return application(
                ID,
                Map.of("de", "Kommandozeile", "en", "Command line"),
                Set.of("client_credentials"),
                Application.STADTTOR,
                Set.of(Actor.OPERATOR),
                List.of(),
                true);
    }

    private static Application application(
            String id,
            Map<String, String> name,
            Set<String> grants,
            @Nullable String audience,
            Set<String> serviceRoles,
            List<Role> roles,
            boolean first) {
        return new Application(
                id,
                name,
                List.of(),
                Application.Type.WEB,
                List.of(),
                List.of(),
                null,
                Set.of("client_secret_basic", "client_secret_post"),
                grants,
                Set.of("openid", "roles"),
                Subject.PAIRWISE,
                true,
                "RS256",
                audience,
                serviceRoles,
                null,
                List.of(),
                roles,
                new Access(Set.of(), Assurance.LOW),
                first,
                Protocol.PLAIN);
    }
}
