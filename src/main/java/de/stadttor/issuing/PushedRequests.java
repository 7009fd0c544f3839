package de.stadttor.issuing;

import de.stadttor.issuing.AuthorizationRequests.Pushed;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Requests that an application pushed. Each is good for one code: whoever loads the page once more before they have
 * signed in may go on (FAPI 2.0 section 5.3.2.2). The sign-in finds it again until it is done, so that the browser need
 * not carry it.
 */
@Component
class PushedRequests {

    /** RFC 9126 section 2.2 suggests this form. */
    static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    /** How long the application has to send the browser; FAPI 2.0 section 5.3.2.2 wants less than ten minutes. */
    static final Duration LIFETIME = Duration.ofSeconds(90);

    private final JdbcClient jdbc;
    private final Clock clock;

    PushedRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A request as it was pushed.
     *
     * @param signed whether the application had signed it, too
     */
    record Found(Map<String, List<String>> parameters, boolean signed) {}

    /** How its parameters lie in the database. */
    private record Body(Map<String, List<String>> parameters) {}

    Pushed.Kept keep(String clientId, Map<String, List<String>> parameters, boolean signed) {
        Instant now = clock.instant();
        Instant end = now.plus(LIFETIME);
        String secret = OpaqueKeys.newSecret(end);
        jdbc.sql("""
                insert into pushed_request (key, application, body, signed, expires_at)
                values (:key, :application, :body, :signed, :end)
                """)
                .param("key", OpaqueKeys.storedKey(secret).orElseThrow())
                .param("application", clientId)
                .param("body", Json.jsonb(new Body(parameters)))
                .param("signed", signed)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();
        return new Pushed.Kept(PREFIX + secret, LIFETIME);
    }

    /** One for which a browser arrives; empty for one that is unknown, another application's, over, or used up. */
    Optional<Found> arriving(String requestUri, String clientId) {
        return unused(requestUri, clientId, clock.instant());
    }

    /** One whose sign-in is under way, however long it takes; empty once it is used up. */
    Optional<Found> underWay(String requestUri, String clientId) {
        return unused(requestUri, clientId, Instant.EPOCH);
    }

    private Optional<Found> unused(String requestUri, String clientId, Instant notOverAt) {
        return key(requestUri)
                .flatMap(key -> jdbc.sql("""
                        select body, signed from pushed_request
                        where key = :key and application = :application and used_at is null and expires_at > :then
                        """)
                        .param("key", key)
                        .param("application", clientId)
                        .param("then", notOverAt.atOffset(ZoneOffset.UTC))
                        .query(PushedRequests::found)
                        .optional());
    }

    /** Uses it up; false where another sign-in has done so, at whatever node. */
    boolean use(String requestUri, String clientId) {
        return key(requestUri)
                .map(key -> jdbc.sql("""
                        update pushed_request set used_at = :now
                        where key = :key and application = :application and used_at is null
                        """)
                        .param("key", key)
                        .param("application", clientId)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update())
                .filter(rows -> rows == 1)
                .isPresent();
    }

    private static Optional<byte[]> key(String requestUri) {
        return requestUri.startsWith(PREFIX)
                ? OpaqueKeys.storedKey(requestUri.substring(PREFIX.length()))
                : Optional.empty();
    }

    private static Found found(ResultSet rs, int row) throws SQLException {
        return new Found(Json.read(rs.getString("body"), Body.class).parameters(), rs.getBoolean("signed"));
    }
}
