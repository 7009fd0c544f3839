package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.desk.AccessTables.Row;
import de.stadttor.testing.HubUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whoever adds a page or an action to the desk adds it to an {@link AccessTable}: for every role, for another provider's
 * people, and with a name that somebody guessed.
 */
class DeskRoutesTests {

    private static final RequestMappingHandlerMapping MAPPING =
            HubUnderTest.shared().bean(RequestMappingHandlerMapping.class);
    private static final List<Row> ROWS = AccessTables.all();

    private static Set<String> gaps(List<Row> rows) {
        return new DeskRoutes(MAPPING, rows).gaps();
    }

    @Test
    void everyPageAndEveryActionStandsInATable() {
        assertThat(gaps(ROWS)).isEmpty();
    }

    @Test
    void tellsOfARouteInNoTable() {
        assertThat(gaps(ROWS.stream()
                        .filter(row -> !row.path().endsWith("/drift/mend"))
                        .toList()))
                .singleElement()
                .asString()
                .contains("/desk/providers/{provider}/drift/mend", "stands in no table");
        assertThat(gaps(ROWS.stream()
                        .filter(row -> !row.path().contains("/rules/_new?application"))
                        .toList()))
                .as("two behind one address, told apart by a parameter")
                .hasSize(2)
                .allMatch(gap -> gap.contains("RuleEditorDesk"));
    }

    @Test
    void tellsOfARouteThatIsNotTriedForEverything() {
        assertThat(with("/drift/mend", row -> answering(row, Map.of("paul", 200))))
                .containsExactlyInAnyOrder(
                        "lets an auditor change something",
                        "is not tried by people of another provider, or lets them in");
        assertThat(with("/drift/mend", row -> answering(row, Map.of("dirk", 200))))
                .containsExactly("is not tried by people of another provider, or lets them in");
        assertThat(with("/drift/mend", row -> answering(row, Map.of("otto", 200))))
                .containsExactly("is not tried for a provider that is not there");
        assertThat(with("/drift/mend", row -> new Row(row.method(), row.path(), Map.of("dirk", 403), false)))
                .containsExactly("is not tried by everybody");
        assertThat(gaps(ROWS.stream()
                        .filter(row -> !row.path().contains("/releases/")
                                || row.answers("otto") != 404
                                || row.path().contains("/nowhere/"))
                        .toList()))
                .hasSize(2)
                .allMatch(gap -> gap.endsWith("is not tried with a guessed name by somebody who is let in"));
    }

    private static Set<String> with(String address, UnaryOperator<Row> change) {
        return gaps(ROWS.stream()
                        .map(row -> row.path().endsWith(address) ? change.apply(row) : row)
                        .toList())
                .stream()
                .map(gap -> gap.substring(gap.indexOf(']') + 2))
                .collect(Collectors.toSet());
    }

    private static Row answering(Row row, Map<String, Integer> others) {
        Map<String, Integer> statuses = new HashMap<>(row.statuses());
        statuses.putAll(others);
        return new Row(row.method(), row.path(), statuses, row.keepsNothing());
    }
}
