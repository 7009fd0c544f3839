package de.stadttor.issuing;

import de.stadttor.platform.DayTables;
import de.stadttor.session.HubSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grants' rows: each is the family of all codes and tokens that follow from one authorization, and ends them all. */
@Component
class Grants {

    /** The longest life of a refresh token with {@code offline_access}; without it the session's end is its end. */
    static final Duration OFFLINE_LIFETIME = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final DayTables days;
    private final Clock clock;

    Grants(JdbcClient jdbc, DayTables days, Clock clock) {
        this.jdbc = jdbc;
        this.days = days;
        this.clock = clock;
    }

    /** Stores a grant that is redeemed by what the caller stores with it, in the same transaction. */
    UUID store(AuthorizationRequest request, HubSession session) {
        return NewGrant.of(request, session, clock.instant())
                .in(jdbc.sql(NewGrant.INSERT))
                .query(UUID.class)
                .single();
    }

    /** The grant, dead or alive. */
    Optional<GrantRow> find(UUID id) {
        String day = days.of(id);
        return GrantRow.at(
                        clock.instant(),
                        jdbc.sql("select " + GrantRow.COLUMNS + "from grants" + day + " g" + GrantRow.joined(day)
                                + "where g.id = :id"))
                .param("id", id)
                .query(GrantRow::read)
                .optional();
    }

    /**
     * The grant of an access token, if it lives and the token was not taken back.
     *
     * @param revocationKey under which it stands who took the token back
     */
    Optional<GrantRow> alive(UUID id, byte[] revocationKey) {
        String day = days.of(id);
        return GrantRow.at(
                        clock.instant(),
                        jdbc.sql("select " + GrantRow.COLUMNS + "from grants" + day + " g" + GrantRow.joined(day)
                                + "where g.id = :id and not exists (select from revoked_token"
                                + days.of(revocationKey) + " where key = :revocationKey)"))
                .param("id", id)
                .param("revocationKey", revocationKey)
                .query(GrantRow::read)
                .optional()
                .filter(GrantRow::alive);
    }

    /** Binds what is yet to be issued of the grant to the key or certificate of its holder. */
    void bind(UUID id, Confirmation binding) {
        jdbc.sql("update grants" + days.of(id) + " set binding = :binding where id = :id")
                .param("binding", binding.stored())
                .param("id", id)
                .update();
    }

    /** Ends a grant with all its tokens. Ending it twice does no harm. */
    void end(UUID id) {
        Instant now = clock.instant();
        jdbc.sql("update grants" + days.of(id) + " set ended_at = :now where id = :id and ended_at is null")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }
}
