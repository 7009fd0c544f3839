package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFormatsTests {

    private static final UUID ACCOUNT = UUID.fromString("7d0c9d0e-0000-4000-8000-000000000001");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\"=1",
                "＝1",
                "＋1",
                "－1",
                "＠SUM(A1)"
            })
    void aCellNeverBeginsAFormula(String text) {
        assertThat(AuditFormats.cell(text))
                .matches("(?s)\"(['\\s]|\"\")*'.*\"")
                .doesNotMatch("(?s)\"[=+\\-@\\t\\r\\n].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;=1", "a,+1", "a\t@b", "a\n-1", "a\"=1", "a; =1"})
    void neitherDoesWhatAnotherLocaleTakesForACell(String text) {
        assertThat(AuditFormats.cell(text)).containsPattern("[;,\\t\\n\"] ?'[=+@-]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T08:00:00Z",
                "Anna Richter",
                "7d0c9d0e-0000-4000-8000-000000000001",
                "no_role",
                "Müller-Lüdenscheidt"
            })
    void harmlessTextStaysAsItIs(String text) {
        assertThat(AuditFormats.cell(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void aRowHasACellForEachColumnOfTheHeader() {
        AuditEvent event = new AuditEvent(
                7,
                Instant.parse("2026-11-23T08:00:00Z"),
                "break-glass",
                null,
                "lecos-leipzig",
                null,
                ACCOUNT,
                null,
                "AAAA-0001",
                Map.of("why", "=HYPERLINK(\"http://evil.example\")"));

        assertThat(AuditFormats.csv(event, Map.of(ACCOUNT, "=Anna; \"R\"")))
                .isEqualTo(
                        "\"7\",\"2026-11-23T08:00:00Z\",\"break-glass\",,\"lecos-leipzig\",,\"" + ACCOUNT
                                + "\",\"'=Anna; \"\"R\"\"\",,\"AAAA-0001\",\"{\"\"why\"\":\"\"'=HYPERLINK(\\\"\"http://evil.example\\\"\")\"\"}\"\r\n");
        assertThat(AuditFormats.CSV_HEADER.split(",")).hasSize(11);
        assertThat(AuditFormats.json(event, Map.of())).doesNotContainKeys("name", "actor", "provider", "application");
    }
}
