package de.stadttor.issuing;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which applications got something in a hub session. */
@Component
public class ApplicationsOfSession {

    private final JdbcClient jdbc;

    ApplicationsOfSession(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ids of the applications that got a grant in this session, whether or not it still lives: an application may go on
     * with a person long after its tokens have ended. In the order of the ids; some may not be registered any more.
     */
    public List<String> of(UUID sessionId) {
        return jdbc.sql("select distinct application from grants where session = :session order by application")
                .param("session", sessionId)
                .query(String.class)
                .list();
    }
}
