package de.stadttor.audit;

import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was written down about one event.
 *
 * @param at to the microsecond, as the database keeps it
 * @param body texts, whole numbers and truth values alone
 * @param salt 16 random bytes: once the rest is erased, nobody can find out from the hash what it was
 */
record Entry(
        Instant at,
        String kind,
        String actor,
        @Nullable String actorProvider,
        @Nullable String provider,
        @Nullable UUID account,
        @Nullable String application,
        @Nullable String reference,
        Map<String, Object> body,
        byte[] salt) {

    /** Of each table that holds entries. */
    static final String COLUMNS =
            "at, kind, actor, actor_provider, provider, account, application, reference, body, salt";

    static Entry read(ResultSet rs) throws SQLException {
        return new Entry(
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getString("kind"),
                rs.getString("actor"),
                rs.getString("actor_provider"),
                rs.getString("provider"),
                rs.getObject("account", UUID.class),
                rs.getString("application"),
                rs.getString("reference"),
                Json.readMap(rs.getString("body")),
                rs.getBytes("salt"));
    }

    /** All of it as JSON: members in the order of their names, none for what is not there, no blanks; UTF-8. */
    byte[] canonical() {
        Map<String, @Nullable Object> all = new TreeMap<>();
        all.put("at", at.toString());
        all.put("kind", kind);
        all.put("actor", actor);
        all.put("actorProvider", actorProvider);
        all.put("provider", provider);
        all.put("account", account == null ? null : account.toString());
        all.put("application", application);
        all.put("reference", reference);
        all.put("body", body);
        all.put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(salt));
        all.values().removeIf(value -> value == null);
        return Json.write(all).getBytes(StandardCharsets.UTF_8);
    }

    byte[] hash() {
        return OpaqueKeys.sha256(canonical());
    }
}
