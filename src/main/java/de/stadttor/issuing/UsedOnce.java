package de.stadttor.issuing;

import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Proofs that count once, whatever node sees them first: client assertions and DPoP proofs. */
@Component
class UsedOnce {

    private final JdbcClient jdbc;

    UsedOnce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Uses a proof up. Only for one whose signature was checked: nobody uses up what is not theirs.
     *
     * @param whose the client or the key that the proof is of; with what kind of proof it is
     * @param end when the proof is worth nothing any more by itself; the same at each presentation
     * @return false where it was used before, by another request that is under way too
     */
    boolean first(String whose, String jti, Instant end) {
        byte[] text = (whose + "\u0000" + jti).getBytes(StandardCharsets.UTF_8);
        return jdbc.sql("insert into used_jti (key) values (:key) on conflict do nothing")
                        .param("key", OpaqueKeys.keyOf(end, text))
                        .update()
                == 1;
    }
}
