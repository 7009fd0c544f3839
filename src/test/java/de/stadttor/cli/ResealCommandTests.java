package de.stadttor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys reseal}, as it is run beside a database. */
class ResealCommandTests {

    private static final String KEY = "--stadttor.key-encryption-key=";
    private static final String NEW = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private final String database = TestWorld.migratedDatabase();

    @TempDir
    private Path folder = Path.of("");

    private Terminal run(Map<String, String> keys, String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database).stream()
                .filter(setting -> keys.isEmpty() || !setting.startsWith(KEY))
                .forEach(line::add);
        String[] arguments = line.toArray(String[]::new);
        return keys.isEmpty() ? Terminal.run(arguments) : Terminal.run(keys, arguments);
    }

    private String fileOf(String key) throws IOException {
        return Files.writeString(folder.resolve("key"), key + "\n").toString();
    }

    @Test
    void sealsAnewWhatLiesUnderTheOldKey() throws IOException {
        assertThat(run(Map.of(), "break-glass", "--why", "to have a database").exit())
                .isZero();
        String old = HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database).stream()
                .filter(setting -> setting.startsWith(KEY))
                .map(setting -> setting.substring(KEY.length()))
                .findFirst()
                .orElseThrow();

        Terminal wrong = run(Map.of("STADTTOR_KEY_ENCRYPTION_KEY", NEW), "keys", "reseal");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err().lines())
                .containsExactly("the signing keys were encrypted with another STADTTOR_KEY_ENCRYPTION_KEY");
        Terminal odd = run(
                Map.of("STADTTOR_KEY_ENCRYPTION_KEY", NEW, "STADTTOR_KEY_ENCRYPTION_KEY_OLD", "short"),
                "keys",
                "reseal");
        assertThat(odd.exit()).isEqualTo(1);
        assertThat(odd.err()).startsWith("STADTTOR_KEY_ENCRYPTION_KEY_OLD ");

        Map<String, String> both =
                Map.of("STADTTOR_KEY_ENCRYPTION_KEY", NEW, "STADTTOR_KEY_ENCRYPTION_KEY_OLD_FILE", fileOf(old));
        Terminal resealed = run(both, "keys", "reseal");
        assertThat(resealed.exit()).as(resealed.err()).isZero();
        assertThat(resealed.out()).isEqualTo("4 values lie under the present key now.\n");
        Terminal again = run(Map.of("STADTTOR_KEY_ENCRYPTION_KEY", NEW), "keys", "reseal");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo("All of it lies under the present key.\n");
        assertThat(run(Map.of(), "keys", "reseal").err())
                .contains("the signing keys were encrypted with another STADTTOR_KEY_ENCRYPTION_KEY");
    }
}
