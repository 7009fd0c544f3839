package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit at the desk: who reads what, and how one finds in it what one looks for. */
class AuditDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    private static String anna = "";
    private static String eva = "";

    @BeforeAll
    static void everybodySignsIn() {
        PEOPLE.person("otto.betrieb");
        anna = PEOPLE.opens("anna.richter", "/desk").attribute("data-reference").orElseThrow();
        eva = PEOPLE.newcomer("eva.schulze")
                .opens("meldeauskunft", Map.of("idp_hint", "kid-magdeburg"))
                .attribute("data-reference")
                .orElseThrow();
    }

    private static Stream<String> found(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().map(match -> match.group(1));
    }

    @AccessTable
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                          | otto | dirk | heiko | paul | bernd | anna
            /desk/audit                                     | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit?topic=refusals&from=2020-01-01      | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit?topic=nothing&cursor=nothing        | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit?account=nobody&provider=%00&who=%00 | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit?from=yesterday                      | 400  | 400  | 400   | 400  | 403   | 403
            /desk/audit?from=2026-02-02&to=2026-01-01       | 400  | 400  | 400   | 400  | 403   | 403
            /desk/audit?from=-999999999-01-01               | 400  | 400  | 400   | 400  | 403   | 403
            /desk/audit/export?format=csv                   | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit/export?format=jsonl                 | 200  | 200  | 200   | 200  | 403   | 403
            /desk/audit/head                                | 200  | 200  | 200   | 200  | 403   | 403
            """)
    void isShownToThoseWhoMayKnow(String path, int otto, int dirk, int heiko, int paul, int bernd, int ann) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, ann);
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(PEOPLE.opens(COLUMNS.get(i), path).status())
                    .as(COLUMNS.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "otto.betrieb, true, true",
        "dirk.admin, true, false",
        "heiko.admin, false, true",
        "paul.revision, false, true"
    })
    void eachSeesTheirOwnPeopleAlone(String user, boolean dresden, boolean magdeburg) {
        for (String page : List.of("/desk/audit?who=", "/desk/audit/export?format=csv&who=")) {
            assertThat(PEOPLE.opens(user, page + anna).body().contains("AccessRefused"))
                    .as(page)
                    .isEqualTo(dresden);
            assertThat(PEOPLE.opens(user, page + eva).body().contains("AccessRefused"))
                    .as(page)
                    .isEqualTo(magdeburg);
        }
        String all = PEOPLE.opens(user, "/desk/audit/export?format=jsonl").body();
        assertThat(all.contains("\"provider\":\"ebit-dresden\"")).isEqualTo(dresden);
        assertThat(all.contains("\"provider\":\"kid-magdeburg\"")).isEqualTo(magdeburg);
    }

    @Test
    void aForeignPersonIsNobodyByNameAndByGuessedAccount() {
        String account = HUB.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select account::text from decision where reference = :reference")
                .param("reference", anna)
                .query(String.class)
                .single();

        assertThat(PEOPLE.opens("dirk.admin", "/desk/audit?account=" + account).body())
                .contains("Anna Richter", "data-event=\"refusal\"");
        for (String asked : List.of("account=" + account, "who=Anna+Richter", "who=anna.richter@dresden.example")) {
            assertThat(PEOPLE.opens("heiko.admin", "/desk/audit?" + asked).body())
                    .contains("data-problem=\"nobody\"")
                    .doesNotContain("data-several", "data-event=");
        }
        assertThat(PEOPLE.opens("heiko.admin", "/desk/audit?account=" + account).body())
                .doesNotContain("Richter");
    }

    @Test
    void isFoundByNameByAddressByNumberByTopicAndByDay() {
        String byName = PEOPLE.opens("dirk.admin", "/desk/audit?who=richter").body();
        assertThat(found(byName, "data-event=\"([a-z_]+)\"")).contains("refusal");
        assertThat(byName).contains("Anna Richter");
        assertThat(found(
                        PEOPLE.opens("dirk.admin", "/desk/audit?who=ANNA.RICHTER%40dresden.example&topic=sign_ins")
                                .body(),
                        "data-event=\"([a-z_]+)\""))
                .isNotEmpty()
                .allMatch(
                        event -> event.startsWith("sign_in") || event.equals("logout") || event.startsWith("session"));
        assertThat(found(PEOPLE.opens("dirk.admin", "/desk/audit?who=" + anna).body(), "data-event=\"([a-z_]+)\""))
                .isNotEmpty()
                .containsOnly("refusal");
        assertThat(PEOPLE.opens("dirk.admin", "/desk/audit?to=2020-01-01").body())
                .contains("st-empty")
                .doesNotContain("data-event=");
    }

    @Test
    void severalOfThatNameAreOffered() {
        Stop several = PEOPLE.opens("dirk.admin", "/desk/audit?who=dresden.example&topic=sign_ins");

        assertThat(several.body()).contains("data-several").doesNotContain("data-event=");
        String href = found(several.body(), "st-card__link\" href=\"([^\"]+)\"")
                .findFirst()
                .orElseThrow();
        assertThat(href).contains("topic=sign_ins").doesNotContain("who=");
        assertThat(PEOPLE.opens("dirk.admin", href.replace("&amp;", "&")).body())
                .contains("data-event=\"sign_in")
                .doesNotContain("data-several");
    }

    @Test
    void pagesFollowOneAnotherWithoutAGapAndBack() {
        for (int i = 0; i < 52; i++) {
            PEOPLE.opens("anna.richter", "/desk");
        }
        String first = PEOPLE.opens("otto.betrieb", "/desk/audit").body();
        String next = found(first, "href=\"([^\"]+)\"[^>]*data-action=\"next\"")
                .findFirst()
                .orElseThrow();
        String second = PEOPLE.opens("otto.betrieb", next.replace("&amp;", "&")).body();
        List<String> one =
                found(first, "<code>position</code></dt><dd><bdi>([0-9]+)").toList();
        List<String> two =
                found(second, "<code>position</code></dt><dd><bdi>([0-9]+)").toList();

        assertThat(one).hasSize(50).doesNotContainAnyElementsOf(two);
        assertThat(two).isNotEmpty();
        assertThat(second).contains("data-action=\"first\"");
    }

    @Test
    void theFilesHoldWhatTheFilterLetsThrough() {
        Stop csv = PEOPLE.opens("dirk.admin", "/desk/audit/export?format=csv&topic=refusals&who=" + anna);
        assertThat(csv.response().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"audit-events.csv\"");
        assertThat(csv.body().lines())
                .hasSizeGreaterThan(1)
                .allMatch(
                        line -> line.startsWith("position,") || (line.contains("\"refusal\"") && line.contains(anna)));
        Stop lines = PEOPLE.opens("dirk.admin", "/desk/audit/export?format=jsonl&topic=refusals&who=" + anna);
        assertThat(lines.body().lines()).isNotEmpty().allMatch(line -> line.contains("\"reference\":\"" + anna + "\""));
        assertThat(PEOPLE.opens("dirk.admin", "/desk/audit/export?format=csv&who=nobody-of-that-name")
                        .body())
                .contains("data-problem=\"nobody\"");
    }

    @Test
    void theHeadIsTheOneOfTheApi() throws ParseException {
        Stop head = PEOPLE.opens("paul.revision", "/desk/audit/head");

        assertThat(head.response().headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"stadttor-audit-head.jwt\"");
        assertThat(SignedJWT.parse(head.body()).getHeader().getType().getType()).isEqualTo("audit-head+jwt");
    }
}
