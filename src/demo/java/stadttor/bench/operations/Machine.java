package stadttor.bench.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootVersion;
import org.springframework.security.core.SpringSecurityCoreVersion;
import stadttor.demo.KeycloakDistribution;

/** What a measurement depends on. */
public final class Machine {

    private Machine() {}

    /** A Markdown list. */
    public static String description(String postgresVersion) {
        return String.join(
                        "\n",
                        List.of(
                                hardware(),
                                "- " + System.getProperty("java.vm.name") + " "
                                        + System.getProperty("java.runtime.version") + "; each server with "
                                        + String.join(" ", JavaProgram.MACHINE),
                                "- PostgreSQL " + postgresVersion + " with fsync and synchronous_commit, Keycloak "
                                        + KeycloakDistribution.VERSION + ", Spring Boot "
                                        + SpringBootVersion.getVersion()
                                        + ", Spring Security " + SpringSecurityCoreVersion.getVersion()))
                + "\n";
    }

    /** A Markdown list of the processors, the memory and the system. */
    public static String hardware() {
        return "- " + Runtime.getRuntime().availableProcessors() + " cores of " + value("/proc/cpuinfo", "model name")
                + ", " + value("/proc/meminfo", "MemTotal") + " of memory\n- " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch");
    }

    private static String value(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
