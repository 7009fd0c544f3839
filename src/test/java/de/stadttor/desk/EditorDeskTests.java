package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.Condition;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleSets;
import de.stadttor.directory.Directories;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the editor of a rule keeps, and what it says where something is wrong or somebody else was quicker. */
class EditorDeskTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final String DRESDEN = "/desk/providers/ebit-dresden";
    private static final String NEW = DRESDEN + "/rules/_new?application=bauantrag";
    private static final String LEITUNG = DRESDEN + "/rules/dd-bau-leitung/change";

    @BeforeEach
    void readDirectory() throws InterruptedException {
        HUB.bean(Directories.class).look("ebit-dresden", Duration.ofSeconds(60));
    }

    @BeforeEach
    @AfterEach
    void putBack() {
        HUB.putBack();
        HUB.bean(JdbcClient.class).sql("delete from proposal_step").update();
        HUB.bean(JdbcClient.class).sql("delete from proposal").update();
    }

    private static Map<String, String> form(String... further) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("step", "save");
        form.put("mode", "form");
        form.put("any", "group /Bürgeramt/Meldewesen");
        form.put("role", "lesen");
        form.put("why", "Probe");
        form.put("reason", "Probe");
        form.put("seen", String.valueOf(version()));
        for (int i = 0; i < further.length; i += 2) {
            form.put(further[i], further[i + 1]);
        }
        return form;
    }

    private static long version() {
        return HUB.bean(RuleSets.class).version("ebit-dresden");
    }

    private static Proposal draft(Stop stop) {
        assertThat(stop.status()).as(stop.body()).isEqualTo(303);
        String path = stop.uri().getPath();
        assertThat(path).startsWith(DRESDEN + "/proposals/");
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        return HUB.bean(Proposals.class).find(Actor.SYSTEM, id);
    }

    private static Rule only(Proposal draft) {
        assertThat(draft.changes()).hasSize(1);
        return Objects.requireNonNull(draft.changes().getFirst().after());
    }

    @Test
    void aNewRuleBecomesADraftWithAnIdThatNobodyHadToInvent() {
        Proposal draft = draft(PEOPLE.sends(
                "dirk.admin",
                NEW,
                form("all", "org_unit Bürgeramt\nrole x", "none", "group_below /IT", "until", "2099-12-31")));

        assertThat(draft.state()).isEqualTo(Proposal.State.DRAFT);
        assertThat(draft.why()).isEqualTo("Probe");
        assertThat(only(draft))
                .isEqualTo(new Rule(
                        "ebit-dresden-bauantrag-lesen",
                        "ebit-dresden",
                        "bauantrag",
                        new Condition.All(List.of(
                                new Condition.Group("/Bürgeramt/Meldewesen"),
                                new Condition.OrgUnit("Bürgeramt"),
                                new Condition.Role("x"),
                                new Condition.Not(new Condition.GroupBelow("/IT")))),
                        Set.of("lesen"),
                        null,
                        LocalDate.of(2099, 12, 31),
                        "Probe"));
    }

    @Test
    void savingTwiceIsOneDraft() {
        Map<String, String> form = form();
        assertThat(draft(PEOPLE.sends("dirk.admin", NEW, form)).id())
                .isEqualTo(draft(PEOPLE.sends("dirk.admin", NEW, form)).id());
    }

    @Test
    void aDraftTakesFurtherRulesAndFurtherChangesOfTheSame() {
        Proposal first = draft(PEOPLE.sends("dirk.admin", NEW, form()));
        String with = "proposal=" + first.id();

        Stop opened = PEOPLE.opens("dirk.admin", DRESDEN + "/rules/ebit-dresden-bauantrag-lesen/change?" + with);
        assertThat(opened.body()).contains("data-picked=\"group /Bürgeramt/Meldewesen\"");
        draft(PEOPLE.sends("dirk.admin", NEW + "&" + with, form()));
        draft(PEOPLE.sends("dirk.admin", LEITUNG + "?" + with, form("role", "bearbeiten")));
        draft(PEOPLE.sends("dirk.admin", DRESDEN + "/rules/dd-melde/remove?" + with, form()));
        Proposal all = draft(PEOPLE.sends(
                "dirk.admin",
                DRESDEN + "/rules/ebit-dresden-bauantrag-lesen/change?" + with,
                form("role", "genehmigen", "id", "dd-anders", "reason", "Doch anders")));

        assertThat(all.id()).isEqualTo(first.id());
        assertThat(all.why()).isEqualTo("Doch anders");
        assertThat(all.changes().stream().collect(Collectors.toMap(RuleChange::ruleId, c -> c.after() != null)))
                .isEqualTo(Map.of(
                        "dd-anders",
                        true,
                        "ebit-dresden-bauantrag-lesen-2",
                        true,
                        "dd-bau-leitung",
                        true,
                        "dd-melde",
                        false));
    }

    @Test
    void aForeignDraftIsNobodyElsesToChange() {
        Proposal draft = draft(PEOPLE.sends("dirk.admin", NEW, form()));
        String address = NEW + "&proposal=" + draft.id();

        assertThat(PEOPLE.opens("daniela.admin", address).status()).isEqualTo(403);
        assertThat(PEOPLE.sends("daniela.admin", address, form("role", "bearbeiten"))
                        .status())
                .isEqualTo(403);
        assertThat(PEOPLE.opens("otto.betrieb", address).status()).isEqualTo(403);
        assertThat(PEOPLE.opens("heiko.admin", address.replace("ebit-dresden", "kid-magdeburg"))
                        .status())
                .isEqualTo(404);
        HUB.bean(JdbcClient.class)
                .sql("update proposal set state = 'withdrawn'")
                .update();
        assertThat(PEOPLE.sends("dirk.admin", address, form("role", "bearbeiten"))
                        .uri()
                        .getPath())
                .endsWith("/proposals/" + draft.id());
        assertThat(HUB.bean(Proposals.class).find(Actor.SYSTEM, draft.id()).changes())
                .hasSize(1);
    }

    @Test
    void whoComesSecondSeesTheFirstOnesChangeAndLosesNothing() {
        Map<String, String> mine = form("any", "group /IT/Administration", "role", "bearbeiten", "why", "Meins");
        Rule theirs = new Rule(
                "dd-bau-leitung",
                "ebit-dresden",
                "bauantrag",
                new Condition.Group("/Bauaufsichtsamt/Leitung"),
                Set.of("lesen"),
                null,
                null,
                "Theirs");
        change(theirs);

        Stop told = PEOPLE.sends("dirk.admin", LEITUNG, mine);

        assertThat(told.status()).isEqualTo(409);
        assertThat(told.attribute("data-moved")).contains("dd-bau-leitung");
        assertThat(told.body())
                .contains("Daniela Admin", "Theirs", ">Meins</textarea>", "data-picked=\"group /IT/Administration\"");
        assertThat(HUB.bean(JdbcClient.class)
                        .sql("select count(*) from proposal")
                        .query(Long.class)
                        .single())
                .isZero();

        mine.put("seen", String.valueOf(version()));
        Proposal draft = draft(PEOPLE.sends("dirk.admin", LEITUNG, mine));
        assertThat(draft.changes().getFirst().before()).isEqualTo(theirs);
        assertThat(only(draft).why()).isEqualTo("Meins");
    }

    @Test
    void aDraftWhoseOtherRuleWasChangedMeanwhileSaysSoBeforeItIsOverwritten() {
        Proposal draft = draft(PEOPLE.sends("dirk.admin", LEITUNG, form("role", "bearbeiten")));
        Map<String, String> another = form();
        change(new Rule(
                "dd-bau-leitung",
                "ebit-dresden",
                "bauantrag",
                new Condition.Group("/Gone"),
                Set.of("lesen"),
                null,
                null,
                null));

        assertThat(PEOPLE.opens("dirk.admin", NEW + "&proposal=" + draft.id()).attribute("data-moved"))
                .contains("dd-bau-leitung");
        Stop told = PEOPLE.sends("dirk.admin", NEW + "&proposal=" + draft.id(), another);
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.attribute("data-moved")).contains("dd-bau-leitung");
        assertThat(HUB.bean(Proposals.class).find(Actor.SYSTEM, draft.id()).changes())
                .hasSize(1);
    }

    /** As Daniela, in a version of its own. */
    private static void change(Rule rule) {
        RuleSets ruleSets = HUB.bean(RuleSets.class);
        List<Rule> rules = ruleSets.active("ebit-dresden").stream()
                .map(one -> one.id().equals(rule.id()) ? rule : one)
                .toList();
        String daniela = HUB.bean(JdbcClient.class)
                .sql("select id::text from account where claims->'profile'->>'name' = 'Daniela Admin'")
                .query(String.class)
                .optional()
                .orElseGet(() -> {
                    PEOPLE.opens("daniela.admin", "/desk");
                    return HUB.bean(JdbcClient.class)
                            .sql("select id::text from account where claims->'profile'->>'name' = 'Daniela Admin'")
                            .query(String.class)
                            .single();
                });
        ruleSets.replace("ebit-dresden", rules, new Actor(daniela, "ebit-dresden", Set.of(Actor.OPERATOR)));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            any   |                            | who_empty
            any   | group                      | who_empty
            role  | nothing                    | roles_empty
            from  | 31.12.2099                 | no_date
            until | 2020-01-01                 | until_past
            until | 99999-01-01                | no_date
            why   |                            | why_empty
            why   | a\u0007b                   | odd
            id    | dd-bau-leitung             | id_taken
            id    | Straße                     | id_odd
            id    | ../x                       | id_odd
            any   | group a\\00b               | name_odd
            any   | group a\u202Eb             | name_odd
            """)
    void whatIsWrongIsSaidAtItsFieldAndStaysThere(String field, String value, String problem) {
        Map<String, String> form = form(field, value == null ? "" : value);
        Stop stop = PEOPLE.sends("dirk.admin", NEW, form);

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.attribute("data-problem")).contains(problem);
        assertThat(stop.attribute("data-problems")).contains("1");
        assertThat(stop.body()).contains(field.equals("why") ? "group /B" : ">Probe</textarea>");
    }

    @Test
    void aRuleWithAThousandConditionsIsRefusedAtItsFieldAndNothingIsLost() {
        String many = IntStream.range(0, 1_000).mapToObj(i -> "group /Amt " + i).collect(Collectors.joining("\n"));
        Stop stop = PEOPLE.sends("dirk.admin", NEW, form("any", many));
        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.attribute("data-problem")).contains("too_many");
        assertThat(stop.body()).contains("/Amt 999");

        String text = "{\"any\": ["
                + IntStream.range(0, 1_000)
                        .mapToObj(i -> "{\"group\": \"/Amt " + i + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
        Stop expert = PEOPLE.sends("dirk.admin", NEW, form("mode", "expert", "text", text));
        assertThat(expert.status()).isEqualTo(400);
        assertThat(expert.attribute("data-text-problem")).contains("too_many");
        assertThat(expert.body()).contains("/Amt 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Амт/Ω", "/局/科", "/مكتب", "/משרד", "/Ämter/ß – “x”", "/🏛", "/<b>'\"&", "A63-SB"})
    void namesOfEveryScriptGoThroughTheForm(String name) {
        Rule rule = only(draft(PEOPLE.sends("dirk.admin", NEW, form("any", "group " + name))));
        assertThat(rule.when()).isEqualTo(new Condition.Group(name));
        HUB.bean(JdbcClient.class).sql("delete from proposal_step").update();
        HUB.bean(JdbcClient.class).sql("delete from proposal").update();
        Rule expert = only(draft(PEOPLE.sends(
                "dirk.admin",
                NEW,
                form(
                        "mode",
                        "expert",
                        "text",
                        CelWords.of(new Condition.Group(name)).replace("\n", "\r\n")))));
        assertThat(expert.when()).isEqualTo(new Condition.Cel(CelWords.of(new Condition.Group(name))));
    }

    @Test
    void whatIsSoAlreadyIsNothingToPropose() {
        Map<String, String> form = form("any", "group /Bauaufsichtsamt/Sachbearbeitung", "why", "");
        Stop page = PEOPLE.opens("dirk.admin", DRESDEN + "/rules/dd-bau-sachbearbeitung/change");
        assertThat(page.body()).contains("data-picked=\"group /Bauaufsichtsamt/Sachbearbeitung\"");

        Stop other = PEOPLE.sends("dirk.admin", DRESDEN + "/rules/dd-bau-sachbearbeitung/change", form);
        assertThat(only(draft(other)).grant()).containsExactly("lesen");
        HUB.bean(JdbcClient.class).sql("delete from proposal_step").update();
        HUB.bean(JdbcClient.class).sql("delete from proposal").update();
        HUB.change(document -> document.replace(
                "when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [lesen, bearbeiten]",
                "when: {group: /Bauaufsichtsamt/Sachbearbeitung}, grant: [lesen]"));
        form.put("seen", String.valueOf(version()));
        Stop same = PEOPLE.sends("dirk.admin", DRESDEN + "/rules/dd-bau-sachbearbeitung/change", form);
        assertThat(same.status()).isEqualTo(400);
        assertThat(same.body()).contains("Es gibt nichts vorzuschlagen");
    }

    @Test
    void aRuleIsTakenAwayByADraftWithAReason() {
        String address = DRESDEN + "/rules/dd-bau-leitung/remove";
        assertThat(PEOPLE.opens("dirk.admin", address).body()).contains("data-matched=\"1\"", "Bernd Vogel");
        assertThat(PEOPLE.sends("dirk.admin", address, form("reason", "")).attribute("data-problem"))
                .contains("reason_empty");

        Proposal draft = draft(PEOPLE.sends("dirk.admin", address, form("reason", "Amt aufgelöst")));

        assertThat(draft.why()).isEqualTo("Amt aufgelöst");
        assertThat(draft.needs()).containsExactly("provider-admin");
        assertThat(draft.changes().getFirst().after()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group /Bauaufsichtsamt/Leitung     | 1
            group_below /Bauaufsichtsamt       | 2
            group /Nirgends                    | 0
            """)
    void countsWhomItIsAboutNow(String criterion, int matched) {
        Stop page = PEOPLE.sends("dirk.admin", NEW, form("step", "look", "any", criterion));
        assertThat(page.attribute("data-matched")).contains(String.valueOf(matched));
        assertThat(page.body()).doesNotContain("Eva Schulze", "Ines Lehmann", "Doris");
    }

    @Test
    void findsInTheOwnDirectoryAlone() {
        String found = PEOPLE.sends("dirk.admin", NEW, form("step", "look", "find-any", "Leitung"))
                .body();
        assertThat(found)
                .contains("data-hit=\"group /Bauaufsichtsamt/Leitung\"")
                .doesNotContain("/FB 63/Leitung");
        String nothing = PEOPLE.sends("dirk.admin", NEW, form("step", "look", "find-any", "sb-bau"))
                .body();
        assertThat(nothing).doesNotContain("data-hit").contains("data-byhand=\"role\"");
    }

    @Test
    void withoutADirectoryNamesAreTypedAndNothingIsCounted() {
        HUB.change(document -> document.replaceAll(
                "(?s)    directory:\\n      type: keycloak\\n      url: [^\\n]*\\n      realm: ebit-dresden\\n"
                        + "      client-id: [^\\n]*\\n      client-secret: [^\\n]*\\n",
                ""));
        Stop page = PEOPLE.sends("dirk.admin", NEW, form("step", "look", "find-any", "Amt 1"));
        assertThat(page.attribute("data-directory")).contains("none");
        assertThat(page.attribute("data-count")).contains("unknown");
        assertThat(page.body()).contains("data-byhand=\"group\"").doesNotContain("nicht im Verzeichnis<");
        assertThat(only(draft(PEOPLE.sends("dirk.admin", NEW, form()))).when())
                .isEqualTo(new Condition.Group("/Bürgeramt/Meldewesen"));
    }

    @Test
    void aDirectoryThatIsAwayShowsItsLastKnownStateAndSaysSo() {
        HUB.change(document -> document.replace("${EBIT_DRESDEN_DIRECTORY_SECRET}", "wrong"));
        HUB.clock().advance(Duration.ofMinutes(1));
        try {
            PEOPLE.sends("dirk.admin", NEW, form("step", "reload", "find-any", "Leitung"));
            Stop page = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> PEOPLE.sends("dirk.admin", NEW, form("step", "look", "find-any", "Leitung")),
                            shown ->
                                    shown.attribute("data-directory").orElse("").equals("away"));
            assertThat(page.attribute("data-directory")).contains("away");
            assertThat(page.body()).contains("letzten bekannten Stand", "data-hit=\"group /Bauaufsichtsamt/Leitung\"");
            assertThat(page.attribute("data-matched")).contains("1");
        } finally {
            HUB.clock().reset();
        }
        HUB.putBack();
        Awaitility.await()
                .untilAsserted(() -> assertThat(PEOPLE.sends("dirk.admin", NEW, form("step", "look"))
                                .attribute("data-directory"))
                        .contains("current"));
    }

    @Test
    void aDirectoryThatWasNeverReadLetsOneType() {
        HUB.change(document ->
                document.replaceAll("url: http://[^\\n]*(\\n      realm: ebit-dresden)", "url: http://localhost:1$1"));
        Stop page = PEOPLE.opens("dirk.admin", NEW);
        assertThat(page.attribute("data-directory")).contains("away");
        assertThat(page.body()).contains("von Hand");
    }

    @Test
    void anAuditorIsOfferedNoChange() {
        String rules = "/desk/providers/kid-magdeburg/rules";
        assertThat(PEOPLE.opens("paul.revision", rules).body())
                .doesNotContain("data-action=\"new\"", "data-action=\"change\"", "data-action=\"remove\"");
        assertThat(PEOPLE.opens("paul.revision", rules + "/md-bau-leitung").body())
                .doesNotContain("data-action=\"change\"");
        String own = PEOPLE.opens("heiko.admin", rules).body();
        assertThat(own).contains("rules/md-bau-leitung/change", "rules/md-verwaltung/change");
        assertThat(own).doesNotContain("rules/md-revision/change", "rules/md-anwendungen/remove");
    }

    @Test
    void aNameThatLooksLikeMarkupIsText() {
        String evil = "</textarea><script>alert(1)</script>";
        Stop page = PEOPLE.sends(
                "dirk.admin",
                NEW,
                form("step", "look", "any", "group " + evil, "find-any", evil, "why", evil, "id", evil, "text", evil));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<script>alert");
    }
}
