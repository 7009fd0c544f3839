package de.stadttor.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstClientTests {

    @Test
    void isMadeOnceAndSurvivesEveryConfiguration() {
        try (StoredConfiguration stored = new StoredConfiguration(false)) {
            FirstClient first = stored.get(FirstClient.class);
            Applications applications = stored.get(Applications.class);
            String secret = first.make().orElseThrow();
            assertThat(secret).hasSizeGreaterThanOrEqualTo(43);
            assertThat(applications.secretMatches(FirstClient.ID, secret)).isTrue();
            assertThat(first.make()).isEmpty();

            Configuration configuration = stored.get(Configuration.class);
            Plan plan = configuration.apply("version: 1\napplications: []\n", Map.of(), Actor.SYSTEM, true);
            assertThat(plan.isEmpty()).isTrue();
            assertThat(applications.all())
                    .extracting(Application::id)
                    .containsExactly(Application.STADTTOR, FirstClient.ID);
            assertThat(configuration
                            .plan(configuration.exportYaml(Actor.SYSTEM), Map.of(), Actor.SYSTEM)
                            .text())
                    .isEqualTo("no change");
        }
    }
}
