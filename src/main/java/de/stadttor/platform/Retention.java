package de.stadttor.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long the hub keeps what it need not keep for ever: {@code retention} of the configuration. */
@Component
public class Retention {

    private final JdbcClient jdbc;
    private final Clock clock;

    public Retention(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By what it is kept of, as the configuration names it; what is missing is kept for ever. Reads the database. */
    public Map<String, Period> periods() {
        Map<String, Period> periods = new TreeMap<>();
        jdbc.sql("select body from setting where name = 'retention'")
                .query(String.class)
                .optional()
                .map(Json::readMap)
                .orElse(Map.of())
                .forEach((name, value) ->
                        periods.put(name, Period.parse("P" + value.toString().toUpperCase(Locale.ROOT))));
        return periods;
    }

    /** What is older has been kept long enough; empty where it is kept for ever. Reads the database. */
    public Optional<Instant> before(String name) {
        return Optional.ofNullable(periods().get(name)).map(this::before);
    }

    /** What is older was kept for this long. */
    public Instant before(Period period) {
        return clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
    }
}
