package de.stadttor.configuration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is set once for the whole hub, by name. */
@Component
class StoredSettings {

    static final String LINKS = "links";
    static final String RETENTION = "retention";
    /** Providers that were removed, with the issuer that each had: an id is never given to another one. */
    static final String RETIRED_PROVIDERS = "retired-providers";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    StoredSettings(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Empty where nothing was set. */
    Map<String, String> read(String name) {
        return jdbc.sql("select body from setting where name = :name")
                .param("name", name)
                .query((rs, row) -> strings(Json.readMap(rs.getString(1))))
                .optional()
                .orElse(Map.of());
    }

    void write(String name, Map<String, String> values, Actor actor) {
        jdbc.sql("""
                insert into setting (name, body) values (:name, :body)
                on conflict (name) do update set body = excluded.body
                """).param("name", name).param("body", Json.jsonb(values)).update();
        events.publishEvent(new SettingChanged(name, actor));
    }

    private static Map<String, String> strings(Map<String, Object> body) {
        Map<String, String> strings = new TreeMap<>();
        body.forEach((key, value) -> strings.put(key, String.valueOf(value)));
        return strings;
    }
}
