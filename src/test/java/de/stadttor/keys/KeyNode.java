package de.stadttor.keys;

import de.stadttor.platform.ChangeFeed;
import de.stadttor.testing.TestClock;
import de.stadttor.testing.TestWorld;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node that knows of the signing keys and the audit alone, with a clock of its own. */
final class KeyNode implements AutoCloseable {

    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final ConfigurableApplicationContext context;
    private final TestClock clock;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"de.stadttor.platform", "de.stadttor.keys", "de.stadttor.audit"})
    static class Modules {}

    KeyNode(String database, Instant start) {
        this(database, start, Map.of("stadttor.key-encryption-key", KEY));
    }

    /**
     * @param keys settings of the key-encryption keys
     */
    KeyNode(String database, Instant start, Map<String, Object> keys) {
        TestClock own = TestClock.at(start);
        ApplicationContextInitializer<GenericApplicationContext> ownClock =
                fresh -> fresh.registerBean(TestClock.class, () -> own, definition -> definition.setPrimary(true));
        context = new SpringApplicationBuilder(Modules.class)
                .web(WebApplicationType.NONE)
                .initializers(ownClock)
                .properties(Map.of(
                        "STADTTOR_DATABASE_URL",
                        database,
                        "STADTTOR_DATABASE_USER",
                        TestWorld.postgres().user(),
                        "STADTTOR_DATABASE_PASSWORD",
                        TestWorld.postgres().password(),
                        "spring.datasource.hikari.minimum-idle",
                        "1",
                        "stadttor.issuer",
                        "https://stadttor.example"))
                .properties(keys)
                .run();
        clock = own;
    }

    TestClock clock() {
        return clock;
    }

    SigningKeys keys() {
        return context.getBean(SigningKeys.class);
    }

    KeyRotation rotation() {
        return context.getBean(KeyRotation.class);
    }

    ChangeFeed feed() {
        return context.getBean(ChangeFeed.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
