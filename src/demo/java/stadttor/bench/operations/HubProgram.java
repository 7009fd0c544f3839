package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/**
 * One node of the hub, by {@code serve}, set up by {@code bootstrap} and {@code config apply} as an operator would. It is
 * told that it is a demo, since its provider and its own address are {@code http} on loopback; that changes which
 * addresses it takes, and nothing else.
 */
public final class HubProgram {

    /** The application that is asked for. */
    public static final String ES256 = "bench-es256";

    private static final String RS256 = "bench-rs256";
    private static final int START_SECONDS = 300;
    private static final String SCOPE = "openid profile email organization roles";

    private final Upstream upstream;
    private final Path folder;
    private final String database;
    private final int managementPort = Ports.free();
    private @Nullable RunningProgram running;
    private final String issuer;
    private final Map<String, String> settings;
    private final Map<String, String> secrets = Map.of(ES256, random(), RS256, random());

    HubProgram(MeasuredDatabase postgres, Upstream upstream, Path folder) {
        this(postgres, postgres.server().user(), upstream, folder);
    }

    /**
     * @param database an empty one
     * @param folder of this hub alone, for logs
     */
    public HubProgram(MeasuredDatabase postgres, String database, Upstream upstream, Path folder) {
        this.database = database;
        this.upstream = upstream;
        this.folder = folder;
        int port = Ports.free();
        this.issuer = "http://127.0.0.1:" + port;
        this.settings = Map.of(
                "STADTTOR_ISSUER", issuer,
                "STADTTOR_PORT", String.valueOf(port),
                "STADTTOR_MANAGEMENT_PORT", String.valueOf(managementPort),
                "STADTTOR_DEMO", "true",
                "STADTTOR_INTERNAL_TARGETS", "127.0.0.0/8",
                "STADTTOR_KEY_ENCRYPTION_KEY", random(),
                "STADTTOR_DATABASE_URL", postgres.server().jdbcUrl(database),
                "STADTTOR_DATABASE_USER", postgres.server().user(),
                "STADTTOR_DATABASE_PASSWORD", postgres.server().password());
    }

    /**
     * With ES256 ID tokens, and the same process once more with RS256 for what the algorithm matters to.
     *
     * @param profiled whether a recorder will look on
     */
    List<Contender> start(Http http, boolean profiled) {
        List<String> machine = new ArrayList<>(JavaProgram.MACHINE);
        if (profiled) {
            machine.addAll(List.of(
                    "-XX:FlightRecorderOptions:stackdepth=512",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+DebugNonSafepoints"));
        }
        return start(http, machine);
    }

    /**
     * The same two.
     *
     * @param machine options of its virtual machine
     */
    public List<Contender> start(Http http, List<String> machine) {
        RunningProgram hub = JavaProgram.hub(machine, List.of("serve"), settings, folder.resolve("hub.log"));
        running = hub;
        hub.awaitLine("Started Stadttor", START_SECONDS);
        Map<String, String> operator = bootstrap();
        apply(operator);
        return List.of(
                contender("hub", hub, http, ES256, "ES256", EnumSet.allOf(Operation.class)),
                contender(
                        "hub, RS256 ID tokens",
                        hub,
                        http,
                        RS256,
                        "RS256",
                        Stream.of(Operation.values())
                                .filter(Operation::givesIdToken)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private Contender contender(
            String name, RunningProgram hub, Http http, String client, String algorithm, Set<Operation> operations) {
        return new Contender(
                name,
                database,
                hub.pid(),
                OidcServer.discover(
                        http,
                        issuer,
                        new OidcServer.Registration(
                                client, secrets.getOrDefault(client, ""), SCOPE, Map.of("idp_hint", "upstream")),
                        algorithm),
                operations);
    }

    /** Ends it in order; else it ends with the benchmark. */
    public void end() {
        if (running != null) {
            running.stop("TERM");
            running = null;
        }
    }

    /** Where health and metrics are told. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort + "/actuator/");
    }

    private Map<String, String> bootstrap() {
        Path log = folder.resolve("bootstrap.log");
        JavaProgram.hub(JavaProgram.SHORT_LIVED, List.of("bootstrap"), settings, log)
                .awaitSuccess(START_SECONDS);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("STADTTOR_CLIENT_"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Map<String, String> operator) {
        Path document = folder.resolve("configuration.yaml");
        try {
            Files.writeString(document, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new TreeMap<>(operator);
        environment.put("STADTTOR_HUB", issuer);
        JavaProgram.hub(
                        JavaProgram.SHORT_LIVED,
                        List.of("config", "apply", document.toString()),
                        environment,
                        folder.resolve("apply.log"))
                .awaitSuccess(START_SECONDS);
    }

    private String configuration() {
        return """
                version: 1
                providers:
                  - id: upstream
                    name: Upstream
                    issuer: %s
                    client-id: %s
                    client-secret: %s
                    email-domains: [bench.example]
                    enabled: true
                    municipalities: [{ags: "14612000", name: Dresden}]
                    logout: hub
                    claims: {groups: groups, roles: realm_roles, org-unit: department, ags: ags}
                    assurance: {low: low, substantial: substantial}
                applications:
                %s%sreleases:
                  - {provider: upstream, application: %s, claims: [name, email, org_unit]}
                  - {provider: upstream, application: %s, claims: [name, email, org_unit]}
                rules:
                %s%s""".formatted(
                        upstream.issuer(),
                        Upstream.CLIENT_ID,
                        Upstream.CLIENT_SECRET,
                        application(ES256, "ES256"),
                        application(RS256, "RS256"),
                        ES256,
                        RS256,
                        rules(ES256),
                        rules(RS256));
    }

    private String application(String id, String algorithm) {
        return """
                  - id: %s
                    name: {de: Bauantrag digital, en: Building applications}
                    application-type: web
                    redirect-uris: [%s]
                    client-authentication: [client_secret_basic]
                    client-secret: %s
                    grants: [authorization_code, refresh_token, client_credentials]
                    scopes: [openid, profile, email, organization, roles, offline_access]
                    id-token-alg: %s
                    service-roles: [lesen]
                    roles:
                      - {id: lesen, name: {de: Lesen, en: Read}, sensitive: false}
                      - {id: bearbeiten, name: {de: Bearbeiten, en: Process}, sensitive: false}
                    access: {states: [DE-SN, DE-ST], assurance: low}
                """.formatted(id, Conversation.CALLBACK, secrets.get(id), algorithm);
    }

    /** Some that grant something, and many that do not. */
    private static String rules(String application) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            rules.append("  - {id: %s-%d, provider: upstream, application: %s, when: {group: '%s'}, grant: [%s]}%n"
                    .formatted(
                            application,
                            i,
                            application,
                            i < 2 ? Upstream.GROUP : "/Amt " + i + "/Sachgebiet",
                            i % 2 == 0 ? "lesen" : "bearbeiten"));
        }
        return rules.toString();
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
