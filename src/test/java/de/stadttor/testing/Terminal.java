package de.stadttor.testing;

import de.stadttor.Stadttor;
import de.stadttor.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What a command said and how it ended.
 *
 * @param exit its exit code
 */
public record Terminal(int exit, String out, String err) {

    private static final Pattern OF_THE_LOG =
            Pattern.compile("^\\d\\d:\\d\\d:\\d\\d,\\d{3} \\|-.*\\R", Pattern.MULTILINE);

    /** Runs {@code stadttor} as a process of its own, with this environment besides the test's. */
    public static Terminal run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Stadttor.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("stadttor", ".out");
            Path err = Files.createTempFile("stadttor", ".err");
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            process.environment().putAll(environment);
            int exit = process.start().onExit().join().exitValue();
            Terminal terminal = new Terminal(exit, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what the log says of itself where another thread of this process logs while the command sets it up. */
    private static String said(ByteArrayOutputStream stream) {
        return OF_THE_LOG.matcher(stream.toString(StandardCharsets.UTF_8)).replaceAll("");
    }

    /** Runs {@code stadttor} with these arguments in this process. */
    public static Terminal run(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        AtomicInteger exit = new AtomicInteger();
        try {
            ConsoleLog.silentDuring(() -> exit.set(Commands.run(Stadttor.class, arguments)));
            return new Terminal(exit.get(), said(out), said(err));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }
}
