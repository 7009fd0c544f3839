package de.stadttor.api;

import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be proposed is told in words, and nothing comes of it. */
class ProposalInputApiTests {

    private static final String DRESDEN = "ebit-dresden";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Desk desk = new Desk(hub);

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"provider\":1}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":{}}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[1]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[{}]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"zet\":[]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\" \",\"remove\":[\"dd-melde\"]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"a\\u0000b\",\"remove\":[\"dd-melde\"]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"remove\":[\"not-there\"]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[{\"id\":\"a\",\"application\":\"bauantrag\","
                        + "\"when\":{\"group\":\"a\\u0000\"},\"grant\":[\"lesen\"]}]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[{\"id\":\"a\",\"application\":\"bauantrag\","
                        + "\"when\":{\"cel\":\"'x'.repeat(9)\"},\"grant\":[\"lesen\"]}]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[{\"id\":\"a\",\"application\":\"none\","
                        + "\"when\":{\"group\":\"a\"},\"grant\":[\"lesen\"]}]}",
                "{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"sources\":[\"elsewhere\"],\"remove\":[\"dd-melde\"]}"
            })
    void whatIsNoProposalIsRefusedInWordsAndChangesNothing(String body) {
        Answer answer = desk.send(desk.token("dirk.admin"), "POST", "/proposals", body);

        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.json()).containsKey("detail");
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @Test
    void aHundredThousandRulesOrAThousandConditionsAreToldToBeTooMany() {
        StringBuilder many = new StringBuilder("{\"provider\":\"ebit-dresden\",\"why\":\"x\",\"set\":[");
        for (int i = 0; i < 100_000; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"r")
                    .append(i)
                    .append("\",\"application\":\"bauantrag\",\"when\":{\"group\":\"/A\"},\"grant\":[\"lesen\"]}");
        }
        Answer tooMany = desk.send(
                desk.token("dirk.admin"),
                "POST",
                "/proposals",
                many.append("]}").toString());
        assertThat(tooMany.status()).isIn(400, 413);
        assertThat(tooMany.body()).contains("configuration");

        Map<String, Object> wide = rule("wide", "bauantrag", "/A", "lesen");
        List<Map<String, Object>> conditions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            conditions.add(Map.of("group", "/" + i));
        }
        wide.put("when", Map.of("any", conditions));
        Answer tooWide =
                desk.post("dirk.admin", "/proposals", Map.of("provider", DRESDEN, "set", List.of(wide), "why", "x"));
        assertThat(tooWide.status()).isEqualTo(400);
        assertThat(tooWide.body()).contains("at most 200 conditions");
    }
}
