package de.stadttor.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.stadttor.platform.Actor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the audit is kept: one time for all of it, or one for each kind of event. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditRetentionDocumentTests {

    private final StoredConfiguration stored = new StoredConfiguration(false);
    private final Configuration configuration = stored.get(Configuration.class);

    @AfterAll
    void close() {
        stored.close();
    }

    private Plan apply(String retention) {
        return configuration.apply("version: 1\nretention: " + retention + "\n", Map.of(), Actor.SYSTEM, false);
    }

    @Test
    void takesBothFormsAndGivesThemBack() {
        apply("{decisions: 90d, audit: 2y}");
        assertThat(configuration.exportYaml(Actor.SYSTEM)).contains("audit: 2y");

        assertThat(apply("{decisions: 90d, audit: {sign-in: 90d, default: 2y}}").text())
                .contains("audit 2y → nothing", "audit/sign-in nothing → 90d", "audit/default nothing → 2y");

        String exported = configuration.exportYaml(Actor.SYSTEM);
        assertThat(exported).contains("sign-in: 90d", "default: 2y");
        assertThat(configuration.plan(exported, Map.of(), Actor.SYSTEM).text()).isEqualTo("no change");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{audit: long}",
                "{audit: 5}",
                "{audit: {}}",
                "{audit: {sign-in: x}}",
                "{audit: {Sign In: 2y}}",
                "{audit: [2y]}"
            })
    void refusesWhatIsNoTime(String retention) {
        List<Problem> problems = catchThrowableOfType(InvalidConfiguration.class, () -> apply(retention))
                .problems();
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.path().startsWith("/retention/audit"));
    }
}
