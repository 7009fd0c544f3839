package de.stadttor.desk;

import static de.stadttor.testing.Desk.demand;
import static de.stadttor.testing.Desk.rule;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Desk;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import de.stadttor.web.KeepsTyped;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every form of the desk into which somebody types, sent when its session is over: the person gets back what they typed,
 * nobody else does, and nothing comes of it until it is sent once more.
 */
class EveryLateFormTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);
    private static final String DRESDEN = "/desk/providers/ebit-dresden";
    private static final String WORDS = "lange überlegt";
    private static final Map<String, String> THINGS = new HashMap<>();

    /** They hold nothing that anybody typed. */
    private static final Set<String> WITHOUT_WORDS =
            Set.of("AskDesk.withdraw", "DirectoryDesk.reload", "DriftDesk.mend", "DeskSignOut.signOut");

    /**
     * One form.
     *
     * @param template in which it stands
     * @param path where it leads; names in braces stand for things of this test
     * @param changes whether something comes of it when it is sent in time
     */
    record Form(String template, String user, String path, boolean changes, Map<String, String> fields) {

        String address() {
            String address = path;
            for (Map.Entry<String, String> thing : THINGS.entrySet()) {
                address = address.replace("{" + thing.getKey() + "}", thing.getValue());
            }
            return address;
        }

        @Override
        public String toString() {
            return template;
        }
    }

    static List<Form> forms() {
        return List.of(
                new Form(
                        "editor",
                        "dirk.admin",
                        DRESDEN + "/rules/_new?application=bauantrag",
                        true,
                        Map.of("step", "save", "any", "group /IT", "role", "lesen", "why", WORDS, "seen", "{version}")),
                new Form(
                        "rule-remove",
                        "dirk.admin",
                        DRESDEN + "/rules/dd-melde/remove",
                        true,
                        Map.of("reason", WORDS, "seen", "{version}")),
                new Form(
                        "version-back",
                        "dirk.admin",
                        DRESDEN + "/versions/{earlier}",
                        true,
                        Map.of("step", "propose", "why", WORDS)),
                new Form(
                        "proposal-decision",
                        "daniela.admin",
                        DRESDEN + "/proposals/{proposal}",
                        true,
                        Map.of("step", "refuse", "why", WORDS)),
                new Form("request", "dirk.admin", DRESDEN + "/requests/{request}", true, Map.of("why", WORDS)),
                new Form(
                        "application",
                        "bernd.vogel",
                        "/desk/applications/bauantrag/requests",
                        true,
                        Map.of("providers", "kid-magdeburg", "claims", "profile", "purpose", WORDS, "basis", "§ 3")),
                new Form(
                        "release",
                        "dirk.admin",
                        DRESDEN + "/releases/bauantrag",
                        true,
                        Map.of("step", "given", "claims", "name", "basis", WORDS, "until", "2099-12-31")),
                new Form(
                        "why-person",
                        "dirk.admin",
                        "/desk/why/person?provider=ebit-dresden&subject={subject}",
                        false,
                        Map.of("application", "bauantrag", "assurance", "low", "groups", WORDS, "unit", "Amt 63")));
    }

    @BeforeAll
    static void makeThings() {
        clean();
        String version =
                API.get("dirk.admin", DRESDEN.replace("/desk", "") + "/rules").text("version");
        API.through("dirk.admin", API.draft("dirk.admin", "ebit-dresden", List.of(lesen("dd-spaet"))), null);
        THINGS.put("earlier", version);
        THINGS.put(
                "version",
                API.get("dirk.admin", DRESDEN.replace("/desk", "") + "/rules").text("version"));
        String proposal = API.draft(
                "dirk.admin",
                "ebit-dresden",
                List.of(rule("dd-frage", "bauantrag", "/Bürgeramt/Meldewesen", "genehmigen")));
        demand(API.act("dirk.admin", proposal, "submit"), 200);
        THINGS.put("proposal", proposal);
        Map<String, Object> asked = Map.of(
                "application",
                "bauantrag",
                "providers",
                List.of("ebit-dresden"),
                "claims",
                List.of("profile"),
                "purpose",
                "Bescheide",
                "legalBasis",
                "§ 3 EGovG");
        assertThat(API.post("bernd.vogel", "/release-requests", asked).status()).isEqualTo(200);
        THINGS.put("request", single("select id::text from release_request"));
        THINGS.put(
                "subject",
                single("select upstream_subject from account where id = '" + API.account("daniela.admin") + "'"));
    }

    private static Map<String, Object> lesen(String id) {
        return rule(id, "bauantrag", "/Bürgeramt/Meldewesen", "lesen");
    }

    @AfterAll
    static void clean() {
        HUB.putBack();
        HUB.bean(JdbcClient.class).sql("delete from release_request").update();
        HUB.bean(JdbcClient.class).sql("delete from proposal_step").update();
        HUB.bean(JdbcClient.class).sql("delete from proposal").update();
    }

    private static String single(String sql) {
        return HUB.bean(JdbcClient.class).sql(sql).query(String.class).single();
    }

    /** All that a form of the desk could change. */
    private static String kept() {
        return single("""
                select md5(concat(
                    (select string_agg(p::text, ' ' order by p.id) from proposal p),
                    (select string_agg(s::text, ' ' order by s.proposal, s.number) from proposal_step s),
                    (select string_agg(r::text, ' ' order by r.provider, r.application) from release r),
                    (select string_agg(q::text, ' ' order by q.id) from release_request q),
                    (select count(*) from rule_set_version)))
                """);
    }

    private static Stop sends(Employee person, Form form, Map<String, String> fields, String proof) {
        Map<String, String> sent = new LinkedHashMap<>();
        fields.forEach((name, value) -> sent.put(name, value.replace("{version}", THINGS.getOrDefault("version", ""))));
        sent.put("proof", proof);
        return person.browser().post(URI.create(HUB.issuer() + form.address()), sent, HUB.issuer() + "/login");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void comesBackToWhoeverSignsInAgainAndCountsOnceItIsSentOnceMore(Form form) {
        String before = kept();

        Stop over = sends(PEOPLE.newcomer(form.user()), form, form.fields(), PEOPLE.proof(form.user()));
        assertThat(over.status()).isEqualTo(403);
        assertThat(over.attribute("data-unsent")).contains("over");
        String typed = over.attribute("name=\"typed\" value").orElseThrow();

        Stop foreign = sends(PEOPLE.person("heiko.admin"), form, Map.of("typed", typed), "");
        assertThat(foreign.attribute("data-unsent")).contains("other");
        assertThat(foreign.body()).doesNotContain(WORDS);

        Stop again = sends(PEOPLE.person(form.user()), form, Map.of("typed", typed), "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("data-late", WORDS, "name=\"proof\"");
        assertThat(kept()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anEarlierFormOfTheSamePersonIsShownAgainAndNothingComesOfIt(Form form) {
        String before = kept();

        Stop page = sends(new DeskPeople(HUB).person(form.user()), form, form.fields(), PEOPLE.proof(form.user()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("data-late");
        form.fields().values().stream()
                .filter(value -> value.contains(" "))
                .forEach(value -> assertThat(page.body()).contains(value));
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void whatIsSentInTimeIsNotLate() {
        for (Form form : forms()) {
            String before = kept();
            Stop page = sends(PEOPLE.person(form.user()), form, form.fields(), PEOPLE.proof(form.user()));
            assertThat(page.status()).as(form.template()).isEqualTo(200);
            assertThat(page.body()).as(form.template()).doesNotContain("data-late");
            assertThat(kept().equals(before)).as(form.template()).isNotEqualTo(form.changes());
        }
        makeThings();
    }

    /** Whoever adds a form with a field for words adds it above. */
    @Test
    void everyFormWithWordsIsTriedHere() {
        assertThat(TypedForms.ofTheDesk().names())
                .isEqualTo(forms().stream().map(Form::template).collect(Collectors.toSet()));
    }

    @Test
    void tellsOfAFormWithWords() {
        String proof = "<input th:replace=\"~{desk/parts :: proof}\">";
        TypedForms some = new TypedForms(Map.of(
                "area", "<form method=\"post\">" + proof + "<textarea name=\"a\"></textarea></form>",
                "line", "<form class=\"x\" method=\"post\"><input name=\"a\"></form>",
                "fragment", "<form method=\"post\"><div th:replace=\"~{desk/bits :: words(1)}\"></div></form>",
                "bits", "<div th:fragment=\"other\"></div><div th:fragment=\"words(n)\"><textarea></textarea></div>",
                "search", "<form method=\"get\"><input type=\"text\" name=\"a\"></form>",
                "button", "<form method=\"post\">" + proof + "<input type=\"hidden\" name=\"a\"></form>"));

        assertThat(some.names()).containsExactlyInAnyOrder("area", "line", "fragment");
    }

    /** And what it leads to either keeps the words, or is named as having none. */
    @Test
    void everyActionKeepsWhatWasTypedOrHoldsNoWords() {
        Set<String> without = HUB.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getKey().getPatternValues().stream().anyMatch(path -> path.startsWith("/desk/")))
                .filter(entry ->
                        entry.getKey().getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .filter(entry -> !entry.getValue().hasMethodAnnotation(KeepsTyped.class))
                .map(entry -> entry.getValue().getBeanType().getSimpleName() + "."
                        + entry.getValue().getMethod().getName())
                .collect(Collectors.toSet());

        assertThat(without).isEqualTo(WITHOUT_WORDS);
    }
}
