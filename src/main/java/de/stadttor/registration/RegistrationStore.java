package de.stadttor.registration;

import de.stadttor.platform.Json;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the registrations; they go with their application. */
@Component
class RegistrationStore {

    private static final String ALL = """
            select client_id, key, initial_access, require_pkce, metadata, created_at, changed_at from client_registration
            """;

    private final JdbcClient jdbc;

    private record Row(Registration registration, byte[] key) {}

    RegistrationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Registration registration, byte[] key) {
        jdbc.sql("""
                insert into client_registration (client_id, key, initial_access, require_pkce, metadata, created_at,
                    changed_at)
                values (:id, :key, :access, :pkce, :metadata, :created, :changed)
                """)
                .param("id", registration.clientId())
                .param("key", key)
                .param("access", registration.initialAccess())
                .param("pkce", registration.requirePkce())
                .param("metadata", Json.jsonb(registration.metadata()))
                .param("created", utc(registration.createdAt()))
                .param("changed", utc(registration.changedAt()))
                .update();
    }

    void update(Registration registration) {
        jdbc.sql("update client_registration set metadata = :metadata, changed_at = :changed where client_id = :id")
                .param("id", registration.clientId())
                .param("metadata", Json.jsonb(registration.metadata()))
                .param("changed", utc(registration.changedAt()))
                .update();
    }

    /** Compared in constant time; empty for another key and for an unknown client alike. */
    Optional<Registration> find(String clientId, byte[] key) {
        return jdbc.sql(ALL + " where client_id = :id")
                .param("id", clientId)
                .query(RegistrationStore::row)
                .optional()
                .filter(row -> MessageDigest.isEqual(row.key(), key))
                .map(Row::registration);
    }

    /** Held until the end of the transaction. */
    Optional<Registration> lock(String clientId) {
        return jdbc.sql(ALL + " where client_id = :id for update")
                .param("id", clientId)
                .query(RegistrationStore::row)
                .optional()
                .map(Row::registration);
    }

    /** The latest first. */
    List<Registration> all() {
        return jdbc.sql(ALL + " order by created_at desc, client_id").query(RegistrationStore::row).list().stream()
                .map(Row::registration)
                .toList();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        Registration registration = new Registration(
                row.getString("client_id"),
                row.getObject("initial_access", UUID.class),
                row.getBoolean("require_pkce"),
                Json.readMap(row.getString("metadata")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
        return new Row(registration, row.getBytes("key"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
