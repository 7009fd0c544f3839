package de.stadttor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.stadttor.access.RuleSets;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationTests {

    private static final Actor OPERATOR = new Actor("otto", null, Set.of(Actor.OPERATOR));
    private static final Map<String, String> VARIABLES = StoredConfiguration.VARIABLES;

    private StoredConfiguration stored;
    private Configuration configuration;
    private String federation;

    @BeforeAll
    void start() {
        stored = new StoredConfiguration(true);
        configuration = stored.get(Configuration.class);
        federation = StoredConfiguration.federation();
    }

    @AfterAll
    void stop() {
        stored.close();
    }

    @BeforeEach
    void begin() {
        configuration.apply(federation, VARIABLES, OPERATOR, true);
    }

    @Test
    void appliedTwiceChangesNothingAndLeavesNoEvent() {
        long events = events();
        Plan plan = configuration.apply(federation, VARIABLES, OPERATOR, false);
        assertThat(plan.text()).isEqualTo("no change");
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void exportedChangesNothingInEitherForm() {
        String yaml = configuration.exportYaml(OPERATOR);
        assertThat(yaml).contains("ebit-dresden", "dd-bau").doesNotContain("client-secret:", "demo-secret");
        assertThat(configuration.plan(yaml, Map.of(), OPERATOR).text()).isEqualTo("no change");
        assertThat(configuration
                        .plan(configuration.exportJson(OPERATOR), Map.of(), OPERATOR)
                        .text())
                .isEqualTo("no change");
    }

    @Test
    void storesWhatTheDocumentSays() {
        assertThat(stored.get(Providers.class).clientSecret("ebit-dresden")).contains(VARIABLES.get("DRESDEN_SECRET"));
        assertThat(stored.get(Applications.class).secretMatches("bauantrag", "bauantrag-demo-secret"))
                .isTrue();
        assertThat(stored.get(Links.class).get().imprint()).isEqualTo("https://www.dresden.example/impressum");
        assertThat(stored.get(RuleSets.class).active("kid-magdeburg")).hasSize(1);
    }

    @Test
    void comparesWithWhatIsStoredThoughNoWordOfItHasComeYet() {
        assertThat(stored.get(Providers.class).find("ebit-dresden")).isPresent();
        stored.get(JdbcClient.class)
                .sql("update provider set body = jsonb_set(body, '{name}', '\"Other\"') where id = 'ebit-dresden'")
                .update();

        assertThat(configuration.apply(federation, VARIABLES, OPERATOR, false).text())
                .isEqualTo("~ provider ebit-dresden: name Other → eBit Dresden");
    }

    @Test
    void tellsWhatDiffers() {
        String changed = federation
                .replace("grant: [lesen]\n", "grant: [lesen, bearbeiten]\n")
                .replace("client-secret: magdeburg", "client-secret: magdeburg2");
        Plan plan = configuration.plan(changed, VARIABLES, OPERATOR);
        assertThat(plan.text())
                .isEqualTo("~ provider kid-magdeburg: client-secret given anew\n"
                        + "~ rule ebit-dresden/dd-bau: grant [lesen] → [bearbeiten, lesen]");
        assertThat(configuration.plan(federation, VARIABLES, OPERATOR).isEmpty())
                .isTrue();
    }

    @Test
    void namesBothErrorsWithTheirLinesAndChangesNothing() {
        String broken = federation
                .replace("logout: hub", "logout: nowhere")
                .replace("grant: [lesen]\n", "grant: [lesen, genehmigen]\n")
                .replace("name: KID Magdeburg", "name: KID Magdeburg neu");
        InvalidConfiguration refusal = catchThrowableOfType(
                InvalidConfiguration.class, () -> configuration.apply(broken, VARIABLES, OPERATOR, true));
        assertThat(refusal.problems())
                .extracting(Problem::path)
                .containsExactly("/providers/1/logout", "/rules/0/grant/1");
        assertThat(refusal.problems().getFirst().toString())
                .isEqualTo("line " + line("logout: hub") + ", column 13, /providers/1/logout: \"nowhere\" is not known,"
                        + " expected one of provider, hub");
        assertThat(refusal.problems().get(1).line()).isEqualTo(line("grant: [lesen]"));
        assertThat(refusal.problems().get(1).message()).contains("expected one of bearbeiten, lesen");
        assertThat(configuration.plan(federation, VARIABLES, OPERATOR).isEmpty())
                .isTrue();
    }

    @Test
    void resourceIsOneAddressOfOneApplication() {
        String good =
                federation.replace("  - id: handy\n", "    resources: [https://bau.example/api]\n  - id: handy\n");
        configuration.apply(good, VARIABLES, OPERATOR, true);
        assertThat(configuration.exportYaml(OPERATOR)).contains("https://bau.example/api");

        assertThat(
                        problems(
                                good.replace(
                                        "    name: {de: Handy}\n",
                                        "    name: {de: Handy}\n    resources: [https://bau.example/api, http://bau.example/, 'https://bau.example/#a']\n")))
                .extracting(Problem::path, Problem::message)
                .satisfiesExactly(
                        one -> assertThat(one.toList().toString())
                                .contains("/applications/1/resources/0", "another application"),
                        one -> assertThat(one.toList().toString()).contains("/applications/1/resources/1", "https"),
                        one -> assertThat(one.toList().toString()).contains("/applications/1/resources/2", "fragment"));
    }

    @Test
    void removesOnlyWhereThatIsAllowed() {
        String fewer = federation.substring(0, federation.indexOf("  - id: md-bau"));
        assertThatThrownBy(() -> configuration.apply(fewer, VARIABLES, OPERATOR, false))
                .isInstanceOf(RemovalsNotAllowed.class)
                .hasMessageContaining("rule kid-magdeburg/md-bau");
        assertThat(stored.get(RuleSets.class).active("kid-magdeburg")).hasSize(1);
        assertThat(configuration.apply(fewer, VARIABLES, OPERATOR, true).text())
                .isEqualTo("- rule kid-magdeburg/md-bau");
        assertThat(stored.get(RuleSets.class).active("kid-magdeburg")).isEmpty();
    }

    @Test
    void leavesAbsentListsAlone() {
        assertThat(configuration
                        .apply("version: 1\nretention: {decisions: 91d}\n", Map.of(), OPERATOR, false)
                        .text())
                .isEqualTo("~ retention: audit 2y → nothing; claims 30d → nothing; decisions 90d → 91d");
        assertThat(stored.get(Providers.class).find("kid-magdeburg")).isPresent();
    }

    @Test
    void removesAProviderWithAllThatHangsOnItAndGivesItsIdToNoOther() {
        String one = federation.substring(0, federation.indexOf("  - id: kid-magdeburg"))
                + federation.substring(federation.indexOf("applications:"), federation.indexOf("rules:"));
        assertThat(configuration.apply(one, VARIABLES, OPERATOR, true).text())
                .isEqualTo("- provider kid-magdeburg\n- rule kid-magdeburg/md-bau");
        String other = federation.replace("realms/kid-magdeburg", "realms/other");
        assertThat(problems(other)).singleElement().asString().contains("belonged to another provider");
        assertThat(configuration.apply(federation, VARIABLES, OPERATOR, false).text())
                .startsWith("+ provider kid-magdeburg");
    }

    @Test
    void providersCanSwapWhatTheyHave() {
        String swapped = federation
                .replace("email-domains: [dresden.example]", "email-domains: [x]")
                .replace("email-domains: [magdeburg.example]", "email-domains: [dresden.example]")
                .replace("email-domains: [x]", "email-domains: [magdeburg.example]");
        configuration.apply(swapped, VARIABLES, OPERATOR, false);
        assertThat(stored.get(Providers.class)
                        .ofEmailDomain("dresden.example")
                        .orElseThrow()
                        .id())
                .isEqualTo("kid-magdeburg");
    }

    @Test
    void refusesARoleThatAStoredRuleStillGrants() {
        String without = federation
                .replace("      - {id: bearbeiten, name: {de: Bauanträge bearbeiten}, sensitive: true}\n", "")
                .replaceAll("(?s)rules:.*", "");
        assertThat(problems(without)).singleElement().asString().contains("md-bau", "bearbeiten");
    }

    @Test
    void isTheOperatorsAlone() {
        Actor admin = new Actor("dirk", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN));
        String more = federation.replace("grant: [lesen]\n", "grant: [bearbeiten]\n");
        assertThatThrownBy(() -> configuration.apply(more, VARIABLES, admin, true))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> configuration.plan(more, VARIABLES, admin)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> configuration.exportYaml(admin)).isInstanceOf(NotAllowed.class);
        assertThat(configuration.plan(federation, VARIABLES, OPERATOR).isEmpty())
                .isTrue();
    }

    @Test
    void namesEveryMissingVariable() {
        assertThat(problems(federation, Map.of()))
                .singleElement()
                .asString()
                .contains("DRESDEN_SECRET", "line " + line("${DRESDEN"));
    }

    private List<Problem> problems(String document) {
        return problems(document, VARIABLES);
    }

    private List<Problem> problems(String document, Map<String, String> variables) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> configuration.plan(document, variables, OPERATOR))
                .problems();
    }

    private int line(String text) {
        return (int) federation.substring(0, federation.indexOf(text)).lines().count();
    }

    private long events() {
        return stored.get(JdbcClient.class)
                .sql("select (select count(*) from audit_inbox) + (select count(*) from audit_event)")
                .query(Long.class)
                .single();
    }
}
