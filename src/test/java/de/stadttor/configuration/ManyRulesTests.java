package de.stadttor.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Actor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyRulesTests {

    private static final Duration REASONABLE = Duration.ofSeconds(60);

    @Test
    void appliesAndRemovesAHundredThousandRulesInReasonableTime() {
        String federation = StoredConfiguration.federation();
        StringBuilder many = new StringBuilder(federation);
        for (int i = 0; i < 100_000; i++) {
            many.append("  - {id: r")
                    .append(i)
                    .append(", provider: ebit-dresden, application: bauantrag, when: {group: /Amt/")
                    .append(i)
                    .append("}, grant: [lesen]}\n");
        }
        try (StoredConfiguration stored = new StoredConfiguration(true)) {
            Configuration configuration = stored.get(Configuration.class);
            configuration.apply(federation, StoredConfiguration.VARIABLES, Actor.SYSTEM, false);
            assertThat(timed(configuration, many.toString()).changes()).hasSize(100_000);
            assertThat(timed(configuration, many.toString()).changes()).isEmpty();
            assertThat(timed(configuration, federation).changes()).hasSize(100_000);
        }
    }

    private static Plan timed(Configuration configuration, String document) {
        Map<String, String> variables = StoredConfiguration.VARIABLES;
        long start = System.nanoTime();
        Plan plan = configuration.apply(document, variables, Actor.SYSTEM, true);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(REASONABLE);
        return plan;
    }
}
