package stadttor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Keycloak and the two sample applications are, now and at the last start: configuration that names the one is
 * told the other when a port was moved.
 */
final class DemoAddresses {

    private static final List<String> IN_THE_SEED =
            List.of("http://localhost:9001", "http://localhost:9002", "http://localhost:9003");

    private final Path file;
    private final List<String> now;

    DemoAddresses(Path data, DemoSettings settings) {
        this.file = data.resolve("addresses");
        this.now = List.of(
                "http://localhost:" + settings.port(DemoSettings.KEYCLOAK),
                "http://localhost:" + settings.port(DemoSettings.BAUANTRAG),
                "http://localhost:" + settings.port(DemoSettings.FOERDERMITTEL));
    }

    String inSeed(String document) {
        return replace(document, IN_THE_SEED);
    }

    boolean moved() {
        return !last().equals(now);
    }

    String sinceLastStart(String document) {
        return replace(document, last());
    }

    void remember() {
        try {
            Files.write(file, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> last() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : IN_THE_SEED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By way of marks: one application's new port may be the other's old one. */
    private String replace(String document, List<String> before) {
        String result = document;
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            marks.add("\u0000" + i + "\u0000");
            result = result.replaceAll(Pattern.quote(before.get(i)) + "(?![0-9])", marks.get(i));
        }
        for (int i = 0; i < now.size(); i++) {
            result = result.replace(marks.get(i), now.get(i));
        }
        return result;
    }
}
