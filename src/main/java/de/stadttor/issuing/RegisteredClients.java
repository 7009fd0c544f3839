package de.stadttor.issuing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** The registered applications as Spring's filters see them. Registering goes another way. */
@Component
class RegisteredClients implements RegisteredClientRepository {

    /** By the very object: one that was read anew is another. */
    private static final Cache<Application, RegisteredClient> MADE =
            Caffeine.newBuilder().weakKeys().build();

    private final Applications applications;

    RegisteredClients(Applications applications) {
        this.applications = applications;
    }

    @Override
    public void save(RegisteredClient registeredClient) {
        throw new IllegalStateException("applications are registered by configuration");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return applications.find(clientId).map(RegisteredClients::of).orElse(null);
    }

    /** Made once for each state of an application: two are asked for at every request of one. */
    static RegisteredClient of(Application application) {
        return MADE.get(application, RegisteredClients::make);
    }

    private static RegisteredClient make(Application application) {
        return RegisteredClient.withId(application.id())
                .clientId(application.id())
                .clientAuthenticationMethods(methods -> application.clientAuthentication().stream()
                        .map(ClientAuthenticationMethod::new)
                        .forEach(methods::add))
                .authorizationGrantTypes(grants -> application.grants().stream()
                        .map(AuthorizationGrantType::new)
                        .forEach(grants::add))
                .redirectUris(uris -> uris.addAll(application.redirectUris()))
                .scopes(scopes -> scopes.addAll(application.scopes()))
                .build();
    }
}
