package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import stadttor.demo.KeycloakDistribution;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/** Keycloak in production mode, on the same PostgreSQL, with one realm that brokers the same provider. */
final class KeycloakProgram {

    private static final String NAME = "keycloak";
    private static final String CLIENT = "bench";
    private static final int START_SECONDS = 400;

    private final MeasuredDatabase postgres;
    private final Upstream upstream;
    private final Path folder;
    private final String secret = UUID.randomUUID().toString();
    private final String address;

    KeycloakProgram(MeasuredDatabase postgres, Upstream upstream, Path folder) {
        this.postgres = postgres;
        this.upstream = upstream;
        this.folder = folder;
        this.address = "http://127.0.0.1:" + Ports.free();
    }

    Contender start(Http http, Path distribution) {
        postgres.create(NAME);
        Path home = folder.resolve(NAME);
        try {
            Files.createDirectories(home.resolve("data/import"));
            KeycloakDistribution.link(distribution, home);
            Files.writeString(home.resolve("data/import/bench-realm.json"), realm());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = KeycloakDistribution.command(distribution, home, JavaProgram.MACHINE);
        command.addAll(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + address.substring(address.lastIndexOf(':') + 1),
                "--hostname=" + address,
                "--db-url=" + postgres.server().jdbcUrl(NAME),
                "--db-username=" + postgres.server().user(),
                "--log-console-color=false"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_"));
        builder.environment().put("KC_DB_PASSWORD", postgres.server().password());
        RunningProgram keycloak = RunningProgram.start(builder, folder.resolve("keycloak.log"));
        keycloak.awaitLine("Listening on:", START_SECONDS);
        return new Contender(
                "Keycloak",
                NAME,
                keycloak.pid(),
                OidcServer.discover(
                        http,
                        address + "/realms/bench",
                        new OidcServer.Registration(
                                CLIENT, secret, "openid profile email", Map.of("kc_idp_hint", "upstream")),
                        "ES256"),
                EnumSet.allOf(Operation.class));
    }

    /** Rotation as the hub has it; ES256 as the hub has it; the client in its own audience, or it might not introspect; all else as Keycloak ships it. */
    private String realm() {
        return """
                {
                  "realm": "bench", "enabled": true, "sslRequired": "none",
                  "accessTokenLifespan": 300, "revokeRefreshToken": true, "refreshTokenMaxReuse": 0,
                  "clients": [{
                    "clientId": "%1$s", "secret": "%2$s", "enabled": true, "protocol": "openid-connect",
                    "publicClient": false, "standardFlowEnabled": true, "serviceAccountsEnabled": true,
                    "redirectUris": ["%3$s"],
                    "attributes": {
                      "pkce.code.challenge.method": "S256",
                      "access.token.signed.response.alg": "ES256", "id.token.signed.response.alg": "ES256"
                    },
                    "protocolMappers": [{
                      "name": "own audience", "protocol": "openid-connect",
                      "protocolMapper": "oidc-audience-mapper",
                      "config": {
                        "included.client.audience": "%1$s", "access.token.claim": "true",
                        "introspection.token.claim": "true", "id.token.claim": "false"
                      }
                    }]
                  }],
                  "identityProviders": [{
                    "alias": "upstream", "providerId": "oidc", "enabled": true, "trustEmail": true,
                    "firstBrokerLoginFlowAlias": "first broker login",
                    "config": {
                      "clientId": "%4$s", "clientSecret": "%5$s", "clientAuthMethod": "client_secret_basic",
                      "issuer": "%6$s", "authorizationUrl": "%6$s/authorize", "tokenUrl": "%6$s/token",
                      "jwksUrl": "%6$s/keys", "useJwksUrl": "true", "validateSignature": "true",
                      "defaultScope": "openid profile email", "disableUserInfo": "true",
                      "pkceEnabled": "true", "pkceMethod": "S256", "syncMode": "IMPORT"
                    }
                  }]
                }
                """.formatted(
                CLIENT, secret, Conversation.CALLBACK, Upstream.CLIENT_ID, Upstream.CLIENT_SECRET, upstream.issuer());
    }
}
