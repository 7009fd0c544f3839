package de.stadttor.configuration;

import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** The modules below the configuration, on a database of their own; no web server. */
final class StoredConfiguration implements AutoCloseable {

    /** What the sample document waits for: a secret with all that means something to YAML. */
    static final Map<String, String> VARIABLES = Map.of("DRESDEN_SECRET", "dresden: \"secret\" \\ # äöü");

    private final ConfigurableApplicationContext context;

    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({
        "de.stadttor.platform",
        "de.stadttor.federation",
        "de.stadttor.application",
        "de.stadttor.access",
        "de.stadttor.audit",
        "de.stadttor.keys",
        "de.stadttor.configuration"
    })
    static class Modules {}

    StoredConfiguration(boolean demo) {
        context = new SpringApplicationBuilder(Modules.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "STADTTOR_DATABASE_URL", TestWorld.migratedDatabase(),
                        "STADTTOR_DATABASE_USER", TestWorld.postgres().user(),
                        "STADTTOR_DATABASE_PASSWORD", TestWorld.postgres().password(),
                        "stadttor.issuer", demo ? "http://localhost:9000" : "https://stadttor.example",
                        "stadttor.key-encryption-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "stadttor.demo", Boolean.toString(demo)))
                .run();
    }

    /** Two providers and two applications. */
    static String federation() {
        try (InputStream file = StoredConfiguration.class.getResourceAsStream("/configuration/federation.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
