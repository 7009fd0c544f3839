package de.stadttor.audit;

import de.stadttor.platform.Actor;
import de.stadttor.platform.AuditedEvent;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes down what happens inside the transaction that does it: one insert. {@link AuditSeals} takes it from there.
 */
@Component
class AuditTrail {

    private static final int SALT = 16;

    private final JdbcClient jdbc;
    private final InboxMac mac;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AuditTrail(JdbcClient jdbc, Sealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.mac = new InboxMac(sealer);
        this.clock = clock;
    }

    @EventListener
    void write(AuditedEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(event.getClass() + " was published outside of the transaction that did it");
        }
        Entry entry = entry(event);
        jdbc.sql("insert into audit_inbox (" + Entry.COLUMNS + """
                , mac) values (:at, :kind, :actor, :actorProvider, :provider, :account, :application, :reference, :body,
                    :salt, :mac)
                """)
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("kind", entry.kind())
                .param("actor", entry.actor())
                .param("actorProvider", entry.actorProvider())
                .param("provider", entry.provider())
                .param("account", entry.account())
                .param("application", entry.application())
                .param("reference", entry.reference())
                .param("body", Json.jsonb(entry.body()))
                .param("salt", entry.salt())
                .param("mac", mac.of(entry))
                .update();
    }

    private Entry entry(AuditedEvent event) {
        Map<String, Object> facts = facts(event);
        UUID account = facts.remove("accountId") instanceof UUID id ? id : null;
        String provider = text(facts.remove("providerId"));
        Actor actor = facts.remove("actor") instanceof Actor given ? given : null;
        String actorName = actor != null ? actor.name() : account != null ? account.toString() : Actor.SYSTEM.name();
        String actorProvider = actor != null ? actor.provider() : account != null ? provider : null;
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        String application = text(facts.remove("applicationId"));
        String reference = text(facts.remove("reference"));
        Map<String, Object> body = new TreeMap<>();
        body.put("event", event.getClass().getSimpleName());
        facts.forEach((name, fact) -> body.put(name, plain(fact)));
        return new Entry(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                event.kind(),
                actorName,
                actorProvider,
                provider,
                account,
                application,
                reference,
                body,
                salt);
    }

    private static Object plain(Object fact) {
        return fact instanceof Integer || fact instanceof Long || fact instanceof Boolean ? fact : fact.toString();
    }

    private static @Nullable String text(@Nullable Object fact) {
        return fact == null ? null : fact.toString();
    }

    private static Map<String, Object> facts(AuditedEvent event) {
        RecordComponent[] components = event.getClass().getRecordComponents();
        if (components == null) {
            throw new IllegalStateException(event.getClass() + " is no record");
        }
        Map<String, Object> facts = new TreeMap<>();
        for (RecordComponent component : components) {
            Object value = value(component, event);
            if (value != null) {
                facts.put(component.getName(), value);
            }
        }
        return facts;
    }

    private static @Nullable Object value(RecordComponent component, AuditedEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of an event cannot be read", e);
        }
    }
}
