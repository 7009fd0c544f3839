package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.InvalidRules;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.testing.Desk;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a change was not kept is said in the language of the page, never in the English of the use cases. */
class RefusedRulesTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final Desk API = new Desk(HUB);

    @AfterAll
    static void putBack() {
        HUB.putBack();
    }

    private static Stop sends(String rule, String step, String draft, String language, Map<String, String> fields) {
        Map<String, String> form =
                new LinkedHashMap<>(Map.of("step", "save", "why", "", "reason", "Probe", "seen", "0"));
        form.putAll(fields);
        return PEOPLE.sends(
                "dirk.admin",
                "/desk/providers/ebit-dresden/rules/" + rule + "/" + step + "?lang=" + language + "&proposal=" + draft,
                form);
    }

    private static String draft(String rule, String... roles) {
        return API.draft("dirk.admin", "ebit-dresden", List.of(Desk.rule(rule, "bauantrag", "/IT", roles)));
    }

    @ParameterizedTest
    @CsvSource({"de, Einen Entwurf mit genau dieser Änderung", "en, You have a draft of exactly this change"})
    void theSameDraftTwiceIsSaidInTheLanguageOfTheEditor(String language, String words) {
        String rule = "dd-zweimal-" + language;
        draft(rule, "lesen");
        String other = draft(rule, "bearbeiten");

        Stop page = sends(rule, "change", other, language, Map.of("any", "group /IT", "role", "lesen", "id", rule));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains(words).doesNotContain("the very same change");
    }

    @Test
    void theSameRemovalTwiceIsSaidInGerman() {
        API.draft("dirk.admin", "ebit-dresden", List.of(), "dd-melde", "dd-bau-leitung");
        String other = API.draft("dirk.admin", "ebit-dresden", List.of(), "dd-melde");

        Stop page = sends("dd-bau-leitung", "remove", other, "de", Map.of());

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body())
                .contains("Einen Entwurf mit genau dieser Änderung")
                .doesNotContain("the very same change");
    }

    /** Those that only a race brings about, too. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    void everyRefusalHasItsWords(String language) {
        ResourceBundle messages = ResourceBundle.getBundle("messages", Locale.of(language));
        List<String> codes = new ArrayList<>(List.of("refused_state", "refused_meanwhile", "refused_rules_all"));
        Stream.of(InvalidProposal.Kind.values())
                .map(kind -> "refused_" + kind.code())
                .forEach(codes::add);
        RefusedRules.PARTS.values().forEach(part -> codes.add("refused_rules_" + part));

        assertThat(codes).allMatch(code -> messages.containsKey("desk.editor.problem." + code));
    }

    @Test
    void aRuleIsNamedWithThePartThatIsWrong() {
        InvalidRules invalid = new InvalidRules(List.of(
                new InvalidRules.Problem("dd-a", 0, "/when/any/1/cel", "no such thing"),
                new InvalidRules.Problem("dd-a", 0, "/when/any/2/cel", "no such thing"),
                new InvalidRules.Problem("dd-b", 1, "/grant", "application x has no role y"),
                new InvalidRules.Problem("", -1, "", "a provider has at most 100000 rules")));

        assertThat(RefusedRules.of(invalid))
                .containsExactly(
                        new Problem("form", "refused_rules_who", "dd-a"),
                        new Problem("form", "refused_rules_roles", "dd-b"),
                        new Problem("form", "refused_rules_all", ""));
    }
}
