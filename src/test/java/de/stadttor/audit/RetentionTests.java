package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.audit.AuditWorld.SignedIn;
import de.stadttor.platform.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTests {

    private final AuditWorld world = AuditWorld.emptied();

    private void keep(Map<String, String> retention) {
        world.jdbc()
                .sql("insert into setting (name, body) values ('retention', :body)")
                .param("body", Json.jsonb(retention))
                .update();
    }

    private List<String> kinds() {
        return world.jdbc()
                .sql("select distinct kind from audit_event order by 1")
                .query(String.class)
                .list();
    }

    private void erase() {
        world.bean(AuditRetention.class).erase();
    }

    @Test
    void erasesEachKindInItsTimeAndTheChainStaysCheckable() {
        keep(Map.of("audit", "2y", "audit/sign-in", "90d", "decisions", "1d"));
        world.threeSeals();
        String head = world.head();
        world.clock().advance(Duration.ofDays(89));
        world.happened(new SignedIn(AuditWorld.ANNA, "ebit-dresden", "recent"));
        world.seals().seal();
        erase();
        assertThat(kinds()).containsExactly("change", "refusal", "sign-in");

        world.clock().advance(Duration.ofDays(2));
        erase();

        assertThat(world.jdbc()
                        .sql("select body ->> 'session' from audit_event where kind = 'sign-in'")
                        .query(String.class)
                        .list())
                .containsExactly("recent");
        assertThat(kinds()).containsExactly("change", "refusal", "retention", "sign-in");
        assertThat(world.findings(head)).isEmpty();
        assertThat(world.findings(world.head())).isEmpty();

        world.clock().advance(Duration.ofDays(800));
        erase();

        assertThat(kinds()).containsExactly("retention");
        assertThat(world.findings(head)).isEmpty();
        assertThat(world.findings(world.head())).isEmpty();
    }

    @Test
    void whatIsErasedLeavesNothingToGuessFrom() {
        keep(Map.of("audit", "1d"));
        world.threeSeals();
        world.clock().advance(Duration.ofDays(3));
        erase();

        assertThat(world.jdbc()
                        .sql("select count(*) from audit_seal where leaves is not null and number <= 3")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(world.findings(world.head())).isEmpty();
    }

    @Test
    void erasesOnceAndThenNothing() {
        keep(Map.of("audit/default", "1d"));
        world.threeSeals();
        world.clock().advance(Duration.ofDays(3));
        erase();
        String head = world.head();

        erase();

        assertThat(world.head()).isEqualTo(head);
    }

    @Test
    void erasesNothingWhereNothingIsSaid() {
        world.threeSeals();
        world.clock().advance(Duration.ofDays(4_000));

        erase();

        assertThat(kinds()).containsExactly("change", "refusal", "sign-in");
    }

    @Test
    void takingAwayMoreThanWasErasedIsSeen() {
        keep(Map.of("audit/sign-in", "1d"));
        world.threeSeals();
        world.clock().advance(Duration.ofDays(3));
        erase();
        assertThat(world.findings()).isEmpty();

        world.tamper("delete from audit_event where position = 2");
        assertThat(world.findings()).singleElement().asString().contains("Record 2 (refusal", "is missing");
    }

    @Test
    void aForgedErasureIsSeen() {
        keep(Map.of("audit/sign-in", "1d"));
        world.threeSeals();
        world.clock().advance(Duration.ofDays(3));
        erase();

        world.tamper(
                "update audit_event set body = jsonb_set(body, '{erasedKind}', '\"refusal\"') where kind = 'retention'");
        world.tamper("delete from audit_event where kind = 'refusal'");
        assertThat(world.findings())
                .anyMatch(finding -> finding.contains("(retention of") && finding.endsWith("altered."));
    }

    @Test
    void hashesTakenAwayAreSeen() {
        world.threeSeals();
        world.tamper("update audit_seal set leaves = null where number = 1");
        world.tamper("delete from audit_event where position <= 3");

        assertThat(world.findings()).singleElement().asString().contains("hashes of seal 1 is missing");
    }
}
