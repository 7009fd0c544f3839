package de.stadttor.testing;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import stadttor.demo.EmbeddedPostgres;

/**
 * The whole hub with the demo's configuration, but all three providers are {@link FakeProvider}s: nobody types a
 * password, and each misbehaves on request. Who changes something calls {@link #reset} afterwards.
 */
public final class FakeFederation implements AutoCloseable {

    private static final String KEYCLOAK = "http://keycloak.invalid";

    private static @Nullable FakeFederation shared;

    private final EmbeddedPostgres postgres;
    private final String jdbcUrl;
    private final HubUnderTest hub;
    private final Map<String, FakeProvider> providers = new LinkedHashMap<>();
    private boolean changed;

    private FakeFederation(EmbeddedPostgres postgres, String jdbcUrl, HubUnderTest hub) {
        this.postgres = postgres;
        this.jdbcUrl = jdbcUrl;
        this.hub = hub;
        HubUnderTest.PROVIDERS.forEach(id -> providers.put(id, FakeProvider.started(id, hub.clock())));
        hub.apply(configuration());
        reset();
    }

    public static synchronized FakeFederation shared() {
        if (shared == null) {
            FakeFederation started = start(TestWorld.postgres(), TestWorld.migratedDatabase());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    /** One of one's own, and with settings of its own. */
    public static FakeFederation start(EmbeddedPostgres postgres, String jdbcUrl, String... settings) {
        return new FakeFederation(postgres, jdbcUrl, HubUnderTest.start(postgres, jdbcUrl, settings));
    }

    /** One of one's own, whose hub is at {@code http://localhost:} with this port. */
    public static FakeFederation start(EmbeddedPostgres postgres, String jdbcUrl, int port) {
        return new FakeFederation(postgres, jdbcUrl, HubUnderTest.start(postgres, jdbcUrl, port));
    }

    public HubUnderTest hub() {
        return hub;
    }

    public FakeProvider dresden() {
        return provider("ebit-dresden");
    }

    public FakeProvider magdeburg() {
        return provider("kid-magdeburg");
    }

    public FakeProvider leipzig() {
        return provider("lecos-leipzig");
    }

    private FakeProvider provider(String id) {
        FakeProvider provider = providers.get(id);
        if (provider == null) {
            throw new IllegalArgumentException(id);
        }
        return provider;
    }

    public Employee anna() {
        return Employee.anna(hub);
    }

    public Employee eva() {
        return Employee.eva(hub);
    }

    /** Claims of anna, to be changed. */
    public static Map<String, Object> annasClaims() {
        return claims("Anna", "Richter", "dresden", "14612000", List.of("/Bauaufsichtsamt/Sachbearbeitung"), List.of());
    }

    private static Map<String, Object> claims(
            String given, String family, String city, String ags, List<String> groups, List<String> roles) {
        String user = (given + "." + family).toLowerCase(Locale.ROOT);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("name", given + " " + family);
        claims.put("given_name", given);
        claims.put("family_name", family);
        claims.put("preferred_username", user);
        claims.put("email", user + "@" + city + ".example");
        claims.put("email_verified", true);
        claims.put("groups", groups);
        claims.put("realm_roles", roles);
        claims.put("department", "Bauaufsichtsamt");
        claims.put("ags", ags);
        return claims;
    }

    /** Changes the configuration, as an operator would. */
    public void change(UnaryOperator<String> edit) {
        hub.apply(edit.apply(configuration()));
        changed = true;
    }

    /** Adds an application, see {@link HubUnderTest#add}. */
    public void add(String id, Map<String, String> settings) {
        change(HubUnderTest.with(id, settings));
    }

    /** Adds these applications with these back-channel logout addresses. */
    public void addTold(Map<String, String> addresses) {
        change(document -> {
            String changed = document;
            for (Map.Entry<String, String> entry : addresses.entrySet()) {
                changed = HubUnderTest.with(entry.getKey(), Map.of("backchannel-logout-uri", entry.getValue()))
                        .apply(changed);
            }
            return changed;
        });
    }

    public void switchOff(String provider) {
        change(yaml -> {
            int at = yaml.indexOf("- id: " + provider);
            int enabled = yaml.indexOf("enabled: true", at);
            return yaml.substring(0, enabled) + "enabled: false" + yaml.substring(enabled + "enabled: true".length());
        });
    }

    /** The hub has never heard of the provider's documents, as after its start. */
    public void forgetDocumentsOf(String id) {
        Providers known = hub.bean(Providers.class);
        Provider provider = known.find(id).orElseThrow();
        known.save(provider, null, null, Actor.SYSTEM);
    }

    public JdbcClient database() {
        return hub.bean(JdbcClient.class);
    }

    /** A further node of the same hub. */
    public HubUnderTest secondNode() {
        return hub.secondNode(postgres, jdbcUrl);
    }

    /** Everybody behaves, anna, eva and ines are at their desks, and it is now. */
    public void reset() {
        hub.clock().reset();
        providers.values().forEach(FakeProvider::behaves);
        dresden().person("anna", annasClaims());
        magdeburg().person("eva", claims("Eva", "Schulze", "magdeburg", "15003000", List.of(), List.of("sb-bau")));
        leipzig().person("ines", claims("Ines", "Lehmann", "leipzig", "14713000", List.of("A63-SB"), List.of()));
        if (changed) {
            hub.apply(configuration());
            changed = false;
        }
    }

    private String configuration() {
        String yaml = HubUnderTest.demoConfiguration(KEYCLOAK);
        for (String id : HubUnderTest.PROVIDERS) {
            yaml = yaml.replace(
                            "issuer: " + KEYCLOAK + "/realms/" + id,
                            "issuer: " + provider(id).issuer())
                    .replace(
                            "${" + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_CLIENT_SECRET}",
                            FakeProvider.CLIENT_SECRET);
        }
        return yaml.replace(KEYCLOAK, "http://localhost:9001");
    }

    @Override
    public void close() {
        hub.close();
        providers.values().forEach(FakeProvider::close);
    }
}
