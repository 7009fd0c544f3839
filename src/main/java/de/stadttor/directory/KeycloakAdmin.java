package de.stadttor.directory;

import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.TimeUnit;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/**
 * Where and as whom to administer a provider's Keycloak.
 *
 * @param url of the Keycloak, without {@code /realms}
 * @param realm that the administrator signs in to, {@code master} in most cases
 */
public record KeycloakAdmin(String url, String realm, String user, String password) {

    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 30;

    /** The caller closes it. */
    Keycloak connect() {
        return KeycloakBuilder.builder()
                .serverUrl(url)
                .realm(realm)
                .clientId("admin-cli")
                .grantType("password")
                .username(user)
                .password(password)
                .resteasyClient(ClientBuilder.newBuilder()
                        .register(JacksonProvider.class, 100)
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                        .build())
                .build();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return user + " at " + url + ", realm " + realm;
    }
}
