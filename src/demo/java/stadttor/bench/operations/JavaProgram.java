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

    private static final String CLASSES = File.separator + "classes";
    private static final String TEST_CLASSES = File.separator + "test-classes";

    private JavaProgram() {}

    /** The hub's main class, without what only tests and demo bring. */
    public static RunningProgram hub(
            List<String> machine, List<String> arguments, Map<String, String> environment, Path log) {
        return start(TEST_CLASSES, machine, "de.stadttor.Stadttor", arguments, environment, log);
    }

    /** The hub of another release, from the jar that was built of it. */
    public static RunningProgram release(
            Path jar, List<String> machine, List<String> arguments, Map<String, String> environment, Path log) {
        return start(machine, List.of("-jar", jar.toString()), arguments, environment, log);
    }

    /** A class of this one's side, without the hub's classes and settings. */
    static RunningProgram beside(Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
        return start(CLASSES, MACHINE, main.getName(), arguments, environment, log);
    }

    private static RunningProgram start(
            String without,
            List<String> machine,
            String main,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        return start(machine, List.of("-cp", classPath(without), main), arguments, environment, log);
    }

    private static RunningProgram start(
            List<String> machine,
            List<String> what,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
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

    private static String classPath(String without) {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> !entry.endsWith(without))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
