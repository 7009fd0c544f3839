package de.stadttor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HostileDocumentTests {

    @Test
    void refusesAliasesThatUnfoldToTooMuch() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, before))));
        }
        assertThat(refusal(laughs.toString())).contains("aliases unfold to too much");
    }

    @Test
    void refusesAnAliasInsideItself() {
        assertThat(refusal("a: &a [*a]")).contains("names no anchor before it");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(refusal("[".repeat(100_000))).contains("nested too deep");
        assertThat(refusal("- ".repeat(100_000) + "x")).contains("nested too deep");
    }

    @Test
    void refusesTabsWithTheirPlace() {
        assertThat(refusal("version: 1\n\tproviders: []\n"))
                .startsWith("line 2, column 1")
                .contains("no YAML");
    }

    @Test
    void refusesARepeatedKeyWithItsPlace() {
        assertThat(refusal("version: 1\nversion: 1\n")).startsWith("line 2, column 1, /version: the key \"version\"");
    }

    @Test
    void refusesOwnTagsAndComplexKeys() {
        assertThat(refusal("version: !!java.net.URL [x]")).contains("is not known here");
        assertThat(refusal("? [a, b]\n: 1\n")).contains("expected a word as key");
    }

    @Test
    void refusesAnEmptyDocumentASecondOneAndWhatIsTooLong() {
        assertThat(refusal("")).contains("empty");
        assertThat(refusal("# nothing\n")).contains("empty");
        assertThat(refusal("version: 1\n---\nversion: 1\n")).contains("second document");
        assertThat(refusal("version: \"" + "x".repeat(17 * 1024 * 1024) + "\"")).contains("16 MiB");
    }

    @Test
    void tellsALongTextInShort() {
        List<Problem> problems = problems("version: 1\nproviders: " + "x".repeat(8 * 1024 * 1024));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).startsWith("line 2, column 12, /providers: \"xxx");
            assertThat(problem.message()).hasSizeLessThan(300);
        });
    }

    @Test
    void takesNumbersOfAnyLengthForWhatTheyAre() {
        assertThat(problems("version: 1e999999999")).hasSize(1);
        assertThat(problems("version: " + "9".repeat(100_000))).hasSize(1);
    }

    @Test
    void keepsControlCharactersOutOfMessages() {
        assertThat(problems("\"ver\\rsion\\u202e\": 1").toString()).doesNotContain("\r", "\u202e");
    }

    @Test
    void fillsVariablesWithoutLettingThemBecomeStructure() {
        String filled = Variables.fill(
                "# ${NOT_IN_A_COMMENT}\na: ${X}\nb: 'x${X}y'\nc: |\n  ${X}\n  line\nd: 1\n",
                Map.of("X", "1\"\nb: [2] #\\"));
        assertThat(filled.lines().toList().getLast()).isEqualTo("d: 1");
        var tree = new YamlText(filled).tree();
        assertThat(tree.get("a").stringValue()).isEqualTo("1\"\nb: [2] #\\");
        assertThat(tree.get("b").stringValue()).isEqualTo("x1\"\nb: [2] #\\y");
        assertThat(tree.get("c").stringValue()).isEqualTo("1\"\nb: [2] #\\\nline\n");
        assertThat(filled.lines().count()).isEqualTo(7);
    }

    private static String refusal(String document) {
        return problems(() -> new YamlText(document).tree()).getFirst().toString();
    }

    private static List<Problem> problems(String document) {
        YamlText text = new YamlText(document);
        Problems problems = new Problems();
        DocumentSchema.check(text.tree(), problems);
        return problems(() -> problems.throwIfAny(text));
    }

    private static List<Problem> problems(ThrowingCallable call) {
        return catchThrowableOfType(InvalidConfiguration.class, call).problems();
    }
}
