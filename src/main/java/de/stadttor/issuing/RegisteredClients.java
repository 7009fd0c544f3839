package de.stadttor.issuing;

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

    static RegisteredClient of(Application application) {
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
