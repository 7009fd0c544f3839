package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What cannot be written down does not happen. */
class UnauditedTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final JdbcClient jdbc = hub.bean(JdbcClient.class);

    @AfterEach
    void putBack() {
        jdbc.sql("drop trigger if exists disk_full on audit_inbox").update();
        jdbc.sql("drop function if exists disk_full()").update();
    }

    private int sessions() {
        return jdbc.sql("select count(*) from hub_session").query(Integer.class).single();
    }

    @Test
    void aSignInWithoutRoomForItsRecordIsNone() {
        TestClient client = new TestClient(hub.issuer(), "bauantrag");
        Visitor visitor = new Visitor();
        Stop page = visitor.go(client.authorize(Map.of("idp_hint", "ebit-dresden")), TestClient.CALLBACK);
        int before = sessions();
        jdbc.sql("""
                create function disk_full() returns trigger language plpgsql as $$
                begin raise exception 'no space left' using errcode = '53100'; end $$
                """).update();
        jdbc.sql("create trigger disk_full before insert on audit_inbox for each row execute function disk_full()")
                .update();

        Stop refused = visitor.signIn(page, "anna.richter", TestClient.CALLBACK);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(sessions()).isEqualTo(before);
        putBack();
        assertThat(visitor.go(client.authorize(Map.of("prompt", "none")), TestClient.CALLBACK)
                        .parameter("error"))
                .contains("login_required");
    }
}
