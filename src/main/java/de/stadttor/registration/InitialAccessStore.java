package de.stadttor.registration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.registration.InitialAccess.Promise;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the initial access tokens. */
@Component
class InitialAccessStore {

    private static final String COLUMNS = "id, owner, registrations, used, require_pkce, releases, author,"
            + " author_provider, author_roles, created_at, expires_at";

    private final JdbcClient jdbc;

    InitialAccessStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(InitialAccess access, byte[] key) {
        jdbc.sql("insert into initial_access_token (key, " + COLUMNS + """
                ) values (:key, :id, :owner, :registrations, :used, :pkce, :releases, :author, :provider, :roles, :created,
                    :end)
                """)
                .param("key", key)
                .param("id", access.id())
                .param("owner", access.owner())
                .param("registrations", access.registrations())
                .param("used", access.used())
                .param("pkce", access.requirePkce())
                .param("releases", Json.jsonb(access.releases()))
                .param("author", access.author().name())
                .param("provider", access.author().provider())
                .param("roles", access.author().roles().toArray(new String[0]))
                .param("created", utc(access.createdAt()))
                .param("end", utc(access.expiresAt()))
                .update();
    }

    Optional<InitialAccess> find(byte[] key) {
        return jdbc.sql("select " + COLUMNS + " from initial_access_token where key = :key")
                .param("key", key)
                .query(InitialAccessStore::read)
                .optional();
    }

    /** The latest first. */
    List<InitialAccess> all() {
        return jdbc.sql("select " + COLUMNS + " from initial_access_token order by created_at desc, id")
                .query(InitialAccessStore::read)
                .list();
    }

    /** How many of this author's are not over at that time. */
    int living(String author, Instant now) {
        return jdbc.sql("select count(*) from initial_access_token where author = :author and expires_at > :now")
                .param("author", author)
                .param("now", utc(now))
                .query(Integer.class)
                .single();
    }

    /** One registration less is left; empty where none is left, or the token is over or gone. */
    Optional<InitialAccess> countDown(byte[] key, Instant now) {
        return jdbc.sql("""
                update initial_access_token set used = used + 1
                where key = :key and used < registrations and expires_at > :now returning
                """ + " " + COLUMNS)
                .param("key", key)
                .param("now", utc(now))
                .query(InitialAccessStore::read)
                .optional();
    }

    boolean delete(UUID id) {
        return jdbc.sql("delete from initial_access_token where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    void deleteEndedBefore(Instant time) {
        jdbc.sql("delete from initial_access_token where expires_at < :time")
                .param("time", utc(time))
                .update();
    }

    private static InitialAccess read(ResultSet row, int number) throws SQLException {
        return new InitialAccess(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getInt("registrations"),
                row.getInt("used"),
                row.getBoolean("require_pkce"),
                List.of(Json.read(row.getString("releases"), Promise[].class)),
                new Actor(row.getString("author"), row.getString("author_provider"), Set.of((String[])
                        row.getArray("author_roles").getArray())),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
