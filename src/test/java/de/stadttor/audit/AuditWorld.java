package de.stadttor.audit;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import de.stadttor.testing.ShiftedClock;
import de.stadttor.testing.TestWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that knows of the audit alone, on a database of its own. */
final class AuditWorld implements AutoCloseable {

    static final UUID ANNA = UUID.fromString("7d0c9d0e-0000-4000-8000-000000000001");
    static final UUID EVA = UUID.fromString("7d0c9d0e-0000-4000-8000-000000000002");

    private static @Nullable AuditWorld shared;

    private final ConfigurableApplicationContext context;
    private final ShiftedClock clock;
    private final String database;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan({"de.stadttor.platform", "de.stadttor.keys", "de.stadttor.audit"})
    static class Modules {}

    /** Somebody signed in. */
    record SignedIn(UUID accountId, String providerId, String session) implements AuditedEvent {
        @Override
        public String kind() {
            return "sign-in";
        }
    }

    /** Somebody was turned away. */
    record TurnedAway(UUID accountId, String providerId, String applicationId, String reason, String reference)
            implements AuditedEvent {
        @Override
        public String kind() {
            return "refusal";
        }
    }

    /** Somebody changed something of one provider, or of all of them. */
    record Changed(@Nullable String providerId, String what, int count, Actor actor) implements AuditedEvent {
        @Override
        public String kind() {
            return "change";
        }
    }

    AuditWorld() {
        this(TestWorld.migratedDatabase());
    }

    AuditWorld(String database) {
        this.database = database;
        ShiftedClock own = new ShiftedClock();
        ApplicationContextInitializer<GenericApplicationContext> ownClock =
                fresh -> fresh.registerBean(ShiftedClock.class, () -> own, definition -> definition.setPrimary(true));
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
                        "stadttor.issuer",
                        "https://stadttor.example",
                        "stadttor.key-encryption-key",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                .run();
        clock = own;
    }

    /** One for all tests that need no more, emptied; to start one takes seconds. */
    static synchronized AuditWorld emptied() {
        AuditWorld world = shared;
        if (world == null) {
            world = new AuditWorld();
            Runtime.getRuntime().addShutdownHook(new Thread(world::close));
            shared = world;
        }
        world.clock.reset();
        world.tamper("truncate audit_inbox, audit_event, audit_seal, audit_erasure, setting");
        return world;
    }

    AuditWorld anotherNode() {
        return new AuditWorld(database);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ShiftedClock clock() {
        return clock;
    }

    AuditSeals seals() {
        return bean(AuditSeals.class);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** Publishes this in the transaction of the caller. */
    void publish(AuditedEvent event) {
        context.publishEvent(event);
    }

    /** Publishes these in one transaction. */
    void happened(AuditedEvent... events) {
        bean(TransactionTemplate.class)
                .executeWithoutResult(status -> List.of(events).forEach(context::publishEvent));
    }

    /** Records 1 to 3 under seal 1, 4 to 6 under seal 2, 7 to 9 under seal 3. */
    void threeSeals() {
        for (int seal = 1; seal <= 3; seal++) {
            happened(
                    new SignedIn(ANNA, "ebit-dresden", "s" + seal),
                    new TurnedAway(EVA, "kid-magdeburg", "meldeauskunft", "no_role", "AAAA-000" + seal),
                    new Changed("ebit-dresden", "rules", seal, new Actor("dirk", "ebit-dresden", Set.of())));
            seals().seal();
        }
    }

    /** As somebody with all rights in the database does it, who takes the guard away first. */
    int tamper(String sql) {
        return bean(TransactionTemplate.class).execute(status -> {
            for (String table : List.of("audit_event", "audit_seal")) {
                jdbc().sql("alter table " + table + " disable trigger user").update();
            }
            int rows = jdbc().sql(sql).update();
            for (String table : List.of("audit_event", "audit_seal")) {
                jdbc().sql("alter table " + table + " enable trigger user").update();
            }
            return rows;
        });
    }

    List<String> findings() {
        return findings(null);
    }

    List<String> findings(@Nullable String head) {
        return bean(AuditVerification.class).verify(head).findings();
    }

    String head() {
        return seals().head().orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
