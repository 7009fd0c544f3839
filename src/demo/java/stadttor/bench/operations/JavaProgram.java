package stadttor.bench.operations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stadttor.demo.RunningProgram;

/** A program of the class path as a process of its own. */
public final class JavaProgram {

    /** The same for all who are measured: the whole compiler, the JDK's own collector, memory enough. */
    public static final List<String> MACHINE =
            List.of("--enable-native-access=ALL-UNNAMED", "-Xms512m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError");

    /** For what ends soon and is not measured: it starts in half the time. */
    public static final List<String> SHORT_LIVED = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError");

    /** As the image starts the hub in the 768 MiB that it gets on Kubernetes, where Java takes the serial collector by itself. */
    public static final List<String> IMAGE = List.of(
            "-Dsun.net.inetaddr.ttl=3",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:MaxRAM=768m",
            "-XX:MaxRAMPercentage=60",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError");

    /** The hub's main class. */
    public static final String HUB = "de.stadttor.Stadttor";

    private static final String CLASSES = File.separator + "classes";
    private static final String TEST_CLASSES = File.separator + "test-classes";

    private JavaProgram() {}

    /** The hub's main class, without what only tests and demo bring. */
    public static RunningProgram hub(
            List<String> machine, List<String> arguments, Map<String, String> environment, Path log) {
        return start(classPath(TEST_CLASSES), machine, HUB, arguments, environment, log);
    }

    /** The hub of another release, from the jar that was built of it. */
    public static RunningProgram release(
            Path jar, List<String> machine, List<String> arguments, Map<String, String> environment, Path log) {
        return start(machine, List.of("-jar", jar.toString()), arguments, environment, log);
    }

    /** A class of this one's side, without the hub's classes and settings. */
    static RunningProgram beside(Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
        return start(classPath(CLASSES), MACHINE, main.getName(), arguments, environment, log);
    }

    /** A class of that class path. */
    public static RunningProgram start(
            String classPath,
            List<String> machine,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        return start(machine, List.of("-cp", classPath, main), arguments, environment, log);
    }

    private static RunningProgram start(
            List<String> machine,
            List<String> what,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(machine);
        command.addAll(what);
        command.addAll(arguments);
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().keySet().removeIf(name -> name.startsWith("STADTTOR_"));
        program.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return RunningProgram.start(program, log);
    }

    /** That runs this program. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Of this program. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String classPath(String without) {
        return Stream.of(classPath().split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> !entry.endsWith(without))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
