package de.stadttor.testing;

import de.stadttor.Stadttor;
import de.stadttor.configuration.Configuration;
import de.stadttor.directory.KeycloakAdmin;
import de.stadttor.directory.ProviderSetup;
import de.stadttor.federation.Provider;
import de.stadttor.platform.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import stadttor.demo.EmbeddedKeycloak;
import stadttor.demo.EmbeddedPostgres;
import stadttor.demo.Folders;
import stadttor.demo.Ports;

/** The whole hub, as the demo configures it, in this process: on a database of its own and the shared Keycloak. */
public final class HubUnderTest implements AutoCloseable {

    public static final List<String> PROVIDERS = List.of("ebit-dresden", "kid-magdeburg", "lecos-leipzig");

    private static @Nullable HubUnderTest shared;
    private static @Nullable String sharedDatabase;
    private static @Nullable HubUnderTest behindProxy;

    private final ConfigurableApplicationContext context;
    private final String issuer;
    private final String address;
    private final ShiftedClock clock;

    private HubUnderTest(ConfigurableApplicationContext context, String issuer, String address, ShiftedClock clock) {
        this.context = context;
        this.issuer = issuer;
        this.address = address;
        this.clock = clock;
    }

    /** The hub that most tests share; who changes its configuration puts it back. */
    public static synchronized HubUnderTest shared() {
        if (shared == null) {
            String database = TestWorld.freshDatabase();
            HubUnderTest started = start(TestWorld.postgres(), database);
            sharedDatabase = database;
            EmbeddedKeycloak keycloak = TestWorld.keycloak();
            setUpRealms(keycloak, started.issuer());
            started.apply(demoConfiguration(keycloak.url()));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    /**
     * A second node of the shared hub, where a proxy on 127.0.0.1 hands on clients' certificates as {@code Client-Cert};
     * its public address for that is {@code https://mtls.example}.
     */
    public static synchronized HubUnderTest behindProxy() {
        if (behindProxy == null) {
            HubUnderTest started = furtherNode(
                    "--stadttor.trusted-proxies=127.0.0.1",
                    "--stadttor.client-certificate-header=Client-Cert",
                    "--stadttor.mtls-url=https://mtls.example");
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            behindProxy = started;
        }
        return behindProxy;
    }

    /** A further node of the shared hub with settings of its own; whoever starts one closes it. */
    public static synchronized HubUnderTest furtherNode(String... settings) {
        HubUnderTest first = shared();
        return start(
                TestWorld.postgres(), Objects.requireNonNull(sharedDatabase), Ports.free(), first.issuer(), settings);
    }

    /** A hub of one's own, empty. */
    public static HubUnderTest start(EmbeddedPostgres postgres, String jdbcUrl) {
        return start(postgres, jdbcUrl, Ports.free());
    }

    /** A hub of one's own at {@code http://localhost:} with this port. */
    public static HubUnderTest start(EmbeddedPostgres postgres, String jdbcUrl, int port) {
        return start(postgres, jdbcUrl, port, "http://localhost:" + port);
    }

    /** A hub of one's own, empty, with settings of its own. */
    static HubUnderTest start(EmbeddedPostgres postgres, String jdbcUrl, String... settings) {
        int port = Ports.free();
        return start(postgres, jdbcUrl, port, "http://localhost:" + port, settings);
    }

    /** A further node of this hub: same database, same keys, same public address, on a port of its own. */
    public HubUnderTest secondNode(EmbeddedPostgres postgres, String jdbcUrl) {
        return start(postgres, jdbcUrl, Ports.free(), issuer);
    }

    /** This hub, which was closed before, at its old address on another database. */
    public HubUnderTest again(EmbeddedPostgres postgres, String jdbcUrl) {
        return start(postgres, jdbcUrl, URI.create(address).getPort(), issuer);
    }

    private static HubUnderTest start(
            EmbeddedPostgres postgres, String jdbcUrl, int port, String issuer, String... further) {
        ShiftedClock clock = new ShiftedClock();
        SpringApplication application = new SpringApplication(Stadttor.class);
        ApplicationContextInitializer<GenericApplicationContext> forTests = fresh -> {
            fresh.registerBean(ShiftedClock.class, () -> clock, definition -> definition.setPrimary(true));
            fresh.registerBean(OneConnection.class, OneConnection::new);
        };
        application.addInitializers(forTests);
        List<String> settings = new ArrayList<>(settings(issuer, postgres, jdbcUrl));
        settings.add("--server.port=" + port);
        settings.add("--server.address=127.0.0.1");
        settings.add("--server.shutdown=immediate");
        // the collector of this JVM stops everybody for seconds when tests have filled its memory
        settings.add("--stadttor.standstill=5m");
        settings.add("--management.server.port=" + Ports.free());
        // all tests come from one address, and no test of anything else may depend on how many others there are
        for (String limit : List.of("people", "applications", "registrations", "strangers", "unproven-rows")) {
            settings.add("--stadttor.limit-" + limit + "=0");
        }
        for (String setting : further) {
            // named twice, it would be a list of both
            settings.removeIf(before -> before.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            settings.add(setting);
        }
        boolean tls = settings.stream().anyMatch(setting -> setting.startsWith("--server.ssl."));
        return new HubUnderTest(
                application.run(settings.toArray(String[]::new)),
                issuer,
                (tls ? "https" : "http") + "://localhost:" + port,
                clock);
    }

    /** What a hub and the commands beside its database are told. */
    public static List<String> settings(String issuer, EmbeddedPostgres postgres, String jdbcUrl) {
        return List.of(
                "--stadttor.issuer=" + issuer,
                "--stadttor.demo=true",
                "--stadttor.internal-targets=127.0.0.0/8,::1/128",
                "--stadttor.key-encryption-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password());
    }

    /** The hub's time; who moves it in the shared hub resets it. */
    public ShiftedClock clock() {
        return clock;
    }

    public String issuer() {
        return issuer;
    }

    /** The same resource, asked of this node: as a load balancer would lead the request here. */
    public URI here(URI resource) {
        return URI.create(resource.toString().replace(issuer, address));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Applies a configuration as an operator of the machine would. */
    public void apply(String yaml) {
        bean(Configuration.class).apply(yaml, secrets(), Actor.SYSTEM, true);
    }

    /** Applies the demo's configuration with a change; {@link #putBack} undoes it. */
    public void change(UnaryOperator<String> change) {
        apply(change.apply(demoConfiguration(TestWorld.keycloak().url())));
    }

    /** The demo's configuration again, as the shared hub had it. */
    public void putBack() {
        change(UnaryOperator.identity());
    }

    /**
     * Adds an application to the demo's, without roles and released by Dresden; {@link #putBack} takes it away.
     *
     * @param settings as in the document, instead of a confidential web application's; empty leaves one out
     */
    public void add(String id, Map<String, String> settings) {
        add(Map.of(id, settings));
    }

    /** Several applications at once, by id. */
    public void add(Map<String, Map<String, String>> applications) {
        change(document -> {
            String with = document;
            for (Map.Entry<String, Map<String, String>> application : applications.entrySet()) {
                with = with(application.getKey(), application.getValue()).apply(with);
            }
            return with;
        });
    }

    /** The change of a document by which {@link #add} adds an application. */
    public static UnaryOperator<String> with(String id, Map<String, String> settings) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", "{de: %s, en: %s}".formatted(id, id));
        entry.put("redirect-uris", "[" + TestClient.CALLBACK + "]");
        entry.put("post-logout-redirect-uris", "['http://127.0.0.1:9100/']");
        entry.put("client-authentication", "[client_secret_basic, client_secret_post]");
        entry.put("client-secret", id + "-demo-secret");
        entry.put("grants", "[authorization_code, refresh_token]");
        entry.put("scopes", "[openid, profile, email, organization, roles, offline_access]");
        entry.put("access", "{states: [DE-SN, DE-ST]}");
        entry.putAll(settings);
        entry.values().removeIf(String::isEmpty);
        StringBuilder application = new StringBuilder("  - id: " + id + "\n");
        entry.forEach((name, value) -> application.append("    " + name + ": " + value + "\n"));
        return document -> document.replace("\nreleases:\n", "\n" + application + "releases:\n")
                .replace(
                        "\nrules:\n",
                        "\n  - {provider: ebit-dresden, application: %s, claims: [name, email]}\nrules:\n"
                                .formatted(id));
    }

    /** The demo's configuration, with the providers where the test's Keycloak is. */
    public static String demoConfiguration(String keycloakUrl) {
        try {
            Path file = Folders.project().resolve("src/demo/resources/demo-configuration.yaml");
            return Files.readString(file).replace("http://localhost:9001", keycloakUrl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the variables of the demo's configuration stand for. */
    public static Map<String, String> secrets() {
        Map<String, String> secrets = new TreeMap<>();
        for (String provider : PROVIDERS) {
            String name = provider.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            secrets.put(name + "_CLIENT_SECRET", provider + "-demo-secret");
            secrets.put(name + "_DIRECTORY_SECRET", provider + "-directory-demo-secret");
        }
        for (String application : List.of("bauantrag", "meldeauskunft", "foerdermittel", "stadttor", "stadttor-cli")) {
            String name = application.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            secrets.put(name + "_CLIENT_SECRET", application + "-demo-secret");
        }
        return secrets;
    }

    private static void setUpRealms(EmbeddedKeycloak keycloak, String issuer) {
        KeycloakAdmin admin =
                new KeycloakAdmin(keycloak.url(), "master", EmbeddedKeycloak.ADMIN, EmbeddedKeycloak.ADMIN_PASSWORD);
        for (String provider : PROVIDERS) {
            new ProviderSetup(
                            admin,
                            new ProviderSetup.Wanted(
                                    provider,
                                    provider,
                                    "stadttor",
                                    provider + "-demo-secret",
                                    "stadttor-directory",
                                    provider + "-directory-demo-secret",
                                    issuer,
                                    new Provider.ClaimProfile("groups", "realm_roles", "department", "ags"),
                                    !provider.equals("lecos-leipzig")))
                    .apply();
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
