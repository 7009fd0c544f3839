package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stadttor.demo.Folders;

/** {@code docs/specifications.md} promises nothing that no test proves. */
class SpecificationTableTests {

    private static final String HEADER = """
            | specification | section | how | tests |
            |---|---|---|---|
            """;

    private final SpecificationTable table =
            new SpecificationTable(Folders.project().resolve("src/test/java"));

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Path file = Folders.project().resolve("docs/specifications.md");
        String markdown = Files.readString(file);

        assertThat(table.problems(markdown)).isEmpty();
        assertThat(SpecificationTable.rows(markdown)).isGreaterThan(150);
    }

    @Test
    void rowMayNameAClassAMethodAndAnInheritedOne() {
        assertThat(
                        table.problems(
                                HEADER
                                        + "| RFC | 1 | so | `HouseTests`, `SpecificationTableTests#everyRowNamesTestsThatExist`, `FormPostPlanTests#codeCountsOnce` |\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            | RFC | 1 | so | `NoSuchTests` |                                          ; no such test: `NoSuchTests`
            | RFC | 1 | so | `HouseTests#doesNotExist` |                              ; no such test: `HouseTests#doesNotExist`
            | RFC | 1 | so | `SpecificationTableTests#aHelperThatIsNoTest` |          ; no such test: `SpecificationTableTests#aHelperThatIsNoTest`
            | RFC | 1 | so | HouseTests |                                             ; no test: HouseTests
            | RFC | 1 | so | later |                                                  ; no test: later
            | RFC | 1 | so | `HouseTests`, |                                          ; no test:
            | RFC | 1 | so |  |                                                       ; not 4 cells with something in each
            | RFC |  | so | `HouseTests` |                                            ; not 4 cells with something in each
            | RFC | so | `HouseTests` |                                               ; not 4 cells with something in each
            """)
    void badRowIsFoundWithItsLine(String row, String problem) {
        assertThat(table.problems(HEADER + "| RFC | 1 | so | `HouseTests` |\n" + row + "\n"))
                .singleElement()
                .asString()
                .startsWith("line 4: " + problem);
    }

    /** For the sample above: a method of a test class that is no test. */
    void aHelperThatIsNoTest() {}
}
