package de.stadttor.audit;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;
import de.stadttor.platform.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes down every change inside the transaction that makes it: who, what, for which provider. An event's parts are its
 * identifying facts (ids, versions, reasons); events carry no secret and no token.
 */
@Component
class AuditTrail {

    private static final String PROVIDER = "providerId";

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void write(Change change) {
        Map<String, Object> facts = facts(change);
        Actor actor = facts.remove("actor") instanceof Actor given ? given : Actor.SYSTEM;
        Object provider = facts.get(PROVIDER);
        jdbc.sql("""
                insert into audit_event (at, kind, actor, provider, body)
                values (:at, :kind, :actor, :provider, :body)
                """)
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("kind", change.topic())
                .param("actor", actor.name())
                .param("provider", provider == null ? null : provider.toString())
                .param("body", Json.jsonb(facts))
                .update();
    }

    private static Map<String, Object> facts(Change change) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("event", change.getClass().getSimpleName());
        facts.put("key", change.key());
        RecordComponent[] components = change.getClass().getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                Object value = value(component, change);
                if (value != null) {
                    facts.put(component.getName(), value instanceof Actor ? value : value.toString());
                }
            }
        }
        return facts;
    }

    private static @Nullable Object value(RecordComponent component, Change change) {
        try {
            return component.getAccessor().invoke(change);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of an event cannot be read", e);
        }
    }
}
