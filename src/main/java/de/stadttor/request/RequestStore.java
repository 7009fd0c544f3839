package de.stadttor.request;

import de.stadttor.request.ReleaseRequest.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The requests' rows. */
@Component
class RequestStore {

    private static final int MOST = 500;
    private static final String ALL = """
            select id, application, provider, claims, purpose, legal_basis, state, author, requested_at, answered_at,
                answer
            from release_request
            """;

    private final JdbcClient jdbc;

    RequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ReleaseRequest> find(UUID id) {
        return jdbc.sql(ALL + " where id = :id")
                .param("id", id)
                .query(RequestStore::read)
                .optional();
    }

    /** Held until the end of the transaction. */
    Optional<ReleaseRequest> open(String provider, String application) {
        return jdbc.sql(ALL
                        + " where provider = :provider and application = :application and state = 'open' for update")
                .param("provider", provider)
                .param("application", application)
                .query(RequestStore::read)
                .optional();
    }

    /** The open ones first, then the latest. */
    List<ReleaseRequest> ofProvider(String provider) {
        return jdbc.sql(ALL + " where provider = :provider order by state <> 'open', requested_at desc limit :most")
                .param("provider", provider)
                .param("most", MOST)
                .query(RequestStore::read)
                .list();
    }

    List<ReleaseRequest> ofApplication(String application) {
        return jdbc.sql(ALL + " where application = :application order by state <> 'open', requested_at desc"
                        + " limit :most")
                .param("application", application)
                .param("most", MOST)
                .query(RequestStore::read)
                .list();
    }

    /** False where another one was open already. */
    boolean insert(ReleaseRequest request) {
        return jdbc.sql("""
                        insert into release_request (id, application, provider, claims, purpose, legal_basis, state,
                            author, requested_at)
                        values (:id, :application, :provider, :claims, :purpose, :basis, 'open', :author, :at)
                        on conflict (provider, application) where state = 'open' do nothing
                        """)
                        .param("id", request.id())
                        .param("application", request.application())
                        .param("provider", request.provider())
                        .param("claims", request.claims().toArray(new String[0]))
                        .param("purpose", request.purpose())
                        .param("basis", request.legalBasis())
                        .param("author", request.author())
                        .param("at", utc(request.requestedAt()))
                        .update()
                == 1;
    }

    void change(UUID id, Wish wish, String author, Instant at) {
        jdbc.sql("""
                update release_request set claims = :claims, purpose = :purpose, legal_basis = :basis,
                    author = :author, requested_at = :at
                where id = :id
                """)
                .param("id", id)
                .param("claims", new TreeSet<>(wish.claims()).toArray(new String[0]))
                .param("purpose", wish.purpose())
                .param("basis", wish.legalBasis())
                .param("author", author)
                .param("at", utc(at))
                .update();
    }

    /** False where somebody answered it meanwhile. */
    boolean close(UUID id, State state, @Nullable String answer, Instant at) {
        return jdbc.sql("""
                        update release_request set state = :state, answer = :answer, answered_at = :at
                        where id = :id and state = 'open'
                        """)
                        .param("id", id)
                        .param("state", state.code())
                        .param("answer", answer)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    private static ReleaseRequest read(ResultSet row, int number) throws SQLException {
        OffsetDateTime answered = row.getObject("answered_at", OffsetDateTime.class);
        return new ReleaseRequest(
                row.getObject("id", UUID.class),
                row.getString("application"),
                row.getString("provider"),
                new TreeSet<>(List.of((String[]) row.getArray("claims").getArray())),
                row.getString("purpose"),
                row.getString("legal_basis"),
                State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getString("author"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                answered == null ? null : answered.toInstant(),
                row.getString("answer"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
