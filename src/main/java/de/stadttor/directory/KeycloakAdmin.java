package de.stadttor.directory;

import de.stadttor.platform.TrustedAuthorities;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/**
 * Where and as whom to administer a provider's Keycloak.
 *
 * @param url of the Keycloak, without {@code /realms}
 * @param realm that the administrator signs in to, {@code master} in most cases
 * @param caFile PEM file with further certificate authorities; null: none
 */
public record KeycloakAdmin(
        String url,
        String realm,
        String user,
        String password,
        @Nullable String caFile) {

    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 30;

    public KeycloakAdmin(String url, String realm, String user, String password) {
        this(url, realm, user, password, null);
    }

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
                        .sslContext(TrustedAuthorities.tls(caFile))
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
