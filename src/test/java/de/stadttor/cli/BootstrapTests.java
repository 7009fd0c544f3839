package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Applications;
import de.stadttor.configuration.FirstClient;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootstrapTests {

    @Test
    void tellsTheCredentialOnceAndRefusesTheSecondTime() {
        String database = TestWorld.freshDatabase();
        List<String> settings = HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database);
        String[] command =
                Stream.concat(Stream.of("bootstrap"), settings.stream()).toArray(String[]::new);

        Terminal first = Terminal.run(Map.of(), command);
        assertThat(first.exit()).isZero();
        List<String> lines = first.out().lines().toList();
        assertThat(lines).hasSize(2).first().isEqualTo("STADTTOR_CLIENT_ID=" + FirstClient.ID);
        String secret = lines.getLast().replaceFirst("^STADTTOR_CLIENT_SECRET=", "");

        Terminal second = Terminal.run(command);
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.out()).isEmpty();
        assertThat(second.err().lines()).singleElement().asString().contains("on an empty database only");

        try (HubUnderTest hub = HubUnderTest.start(TestWorld.postgres(), database)) {
            assertThat(hub.bean(Applications.class).secretMatches(FirstClient.ID, secret))
                    .isTrue();
        }
    }
}
