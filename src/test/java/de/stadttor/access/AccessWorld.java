package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;
import de.stadttor.testing.TestWorld;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A hub node that knows of providers, applications, accounts and access alone, on a database with the demo's federation. */
final class AccessWorld implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private AccessWorld(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {
                "de.stadttor.platform",
                "de.stadttor.federation",
                "de.stadttor.application",
                "de.stadttor.person",
                "de.stadttor.access"
            })
    static class Modules {}

    /** Hears every change that is published. */
    @Component
    static class Heard {
        private final List<Change> changes = new CopyOnWriteArrayList<>();

        @EventListener
        void on(Change change) {
            changes.add(change);
        }
    }

    /** A node on a new database, with the demo's providers, applications and releases. */
    static AccessWorld demo() {
        AccessWorld world = onDatabase(TestWorld.migratedDatabase());
        TestProviders.ALL.forEach(
                id -> world.bean(Providers.class).save(TestProviders.provider(id), null, null, Actor.SYSTEM));
        for (Application application : TestApplications.ALL) {
            world.bean(Applications.class).save(application, null, Actor.SYSTEM);
            TestProviders.ALL.forEach(provider -> world.releases()
                    .save(new Release(provider, application.id(), Set.of("name"), null, "§ 5"), Actor.SYSTEM));
        }
        world.heard().clear();
        return world;
    }

    /** One more node on the same database. */
    AccessWorld anotherNode() {
        return onDatabase(context.getEnvironment().getRequiredProperty("spring.datasource.url"));
    }

    private static AccessWorld onDatabase(String url) {
        Map<String, String> properties = Map.of(
                "spring.datasource.url",
                url,
                "spring.datasource.username",
                TestWorld.postgres().user(),
                "spring.datasource.password",
                TestWorld.postgres().password(),
                "stadttor.issuer",
                "http://localhost:9000",
                "stadttor.key-encryption-key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "stadttor.demo",
                "true");
        return new AccessWorld(new SpringApplicationBuilder(Modules.class)
                .web(WebApplicationType.NONE)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    RuleSets rules() {
        return bean(RuleSets.class);
    }

    Releases releases() {
        return bean(Releases.class);
    }

    AccessDecisions decisions() {
        return bean(AccessDecisions.class);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** What was published since the last {@code clear()}. */
    List<Change> heard() {
        return bean(Heard.class).changes;
    }

    /** The demo's rules of one provider. */
    static List<Rule> demoRules(String provider) {
        return new ArrayList<>(TestRules.demo().stream()
                .filter(rule -> rule.provider().equals(provider))
                .toList());
    }

    @Override
    public void close() {
        context.close();
    }
}
