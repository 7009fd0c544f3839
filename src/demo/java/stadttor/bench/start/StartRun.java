package stadttor.bench.start;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import stadttor.bench.MarkdownTable;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.JavaProgram;
import stadttor.bench.operations.Machine;
import stadttor.bench.operations.MeasuredDatabase;
import stadttor.bench.operations.NoAnswer;
import stadttor.bench.operations.ProcessTree;
import stadttor.demo.Folders;
import stadttor.demo.Ports;
import stadttor.demo.RunningProgram;

/** Starts a node again and again on a database that is set up, with the cache and without it in turn. */
final class StartRun {

    static final double GOAL_SECONDS = 6;

    private static final int PATIENCE_SECONDS = 300;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final int rounds;
    private final Path folder;
    private final Path report;
    private final PrintStream out;
    private final Map<String, String> settings = new TreeMap<>();
    private final URI discovery;

    /**
     * @param folder for data and logs, emptied
     * @param report the file with the table
     */
    StartRun(int rounds, Path folder, Path report, PrintStream out) {
        this.rounds = rounds;
        this.folder = folder;
        this.report = report;
        this.out = out;
        int port = Ports.free();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        settings.put("STADTTOR_ISSUER", "https://hub.example");
        settings.put("STADTTOR_PORT", String.valueOf(port));
        settings.put("STADTTOR_MANAGEMENT_PORT", String.valueOf(Ports.free()));
        settings.put("STADTTOR_KEY_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(key));
        this.discovery = URI.create("http://127.0.0.1:" + port + "/.well-known/openid-configuration");
    }

    /** Whether a node that starts with the cache keeps to the goal; tells what was found, and keeps it. */
    boolean run() {
        Folders.delete(folder);
        try (MeasuredDatabase postgres = MeasuredDatabase.start(folder.resolve("postgres"));
                Http http = new Http(1)) {
            String classPath = HubJar.classPath(JavaProgram.classPath(), folder);
            Path cache = folder.resolve("stadttor.aot");
            out.println("· rehearsing: a start that Java learns from");
            rehearse(postgres, classPath, cache);
            settings.putAll(database(postgres, postgres.server().user()));
            out.println("· a first start, which migrates the database");
            start(classPath, List.of(), http);
            List<Start> without = new ArrayList<>();
            List<Start> with = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                out.println("· round " + round + " of " + rounds);
                without.add(start(classPath, List.of(), http));
                with.add(start(classPath, List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"), http));
            }
            boolean kept = median(with) <= GOAL_SECONDS;
            tell(without, with, kept, Files.size(cache), postgres.version());
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rehearse(MeasuredDatabase postgres, String classPath, Path cache) {
        postgres.create("rehearsal");
        List<String> command = new ArrayList<>(
                List.of(Folders.project().resolve("deploy/rehearse").toString(), cache.toString(), JavaProgram.java()));
        command.addAll(JavaProgram.IMAGE);
        command.addAll(List.of("-cp", classPath, JavaProgram.HUB));
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().keySet().removeIf(name -> name.startsWith("STADTTOR_"));
        program.environment().putAll(settings);
        program.environment().putAll(database(postgres, "rehearsal"));
        RunningProgram.start(program, folder.resolve("rehearsal.log")).awaitSuccess(PATIENCE_SECONDS);
    }

    private static Map<String, String> database(MeasuredDatabase postgres, String name) {
        return Map.of(
                "STADTTOR_DATABASE_URL", postgres.server().jdbcUrl(name),
                "STADTTOR_DATABASE_USER", postgres.server().user(),
                "STADTTOR_DATABASE_PASSWORD", postgres.server().password());
    }

    private Start start(String classPath, List<String> cache, Http http) {
        List<String> machine = new ArrayList<>(JavaProgram.IMAGE);
        machine.addAll(cache);
        long begun = System.nanoTime();
        RunningProgram hub = JavaProgram.start(
                classPath, machine, JavaProgram.HUB, List.of("serve"), settings, folder.resolve("hub.log"));
        try {
            while (!answers(http)) {
                if (!hub.isAlive()
                        || System.nanoTime() - begun
                                > Duration.ofSeconds(PATIENCE_SECONDS).toNanos()) {
                    throw new BenchProblem("the hub gives no answer, see " + folder.resolve("hub.log"));
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - begun);
            return new Start(ProcessTree.of(hub.pid()).cpu(), wall);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        } finally {
            hub.stop("TERM");
        }
    }

    private boolean answers(Http http) {
        try {
            return http.get(discovery, Map.of()).status() == 200;
        } catch (NoAnswer e) {
            return false;
        }
    }

    static double median(List<Start> starts) {
        return starts.stream()
                        .map(Start::cpu)
                        .sorted()
                        .toList()
                        .get(starts.size() / 2)
                        .toMillis()
                / 1000.0;
    }

    private void tell(List<Start> without, List<Start> with, boolean kept, long size, String postgresVersion)
            throws IOException {
        String table = MarkdownTable.of(
                List.of("", "CPU s, median", "each", "seconds until then, median"),
                List.of(row("without a cache", without), row("with a cache", with)));
        String verdict = kept
                ? "The goal of %.0f s is met.%n".formatted(GOAL_SECONDS)
                : "- missed: the goal is %.0f s%n".formatted(GOAL_SECONDS);
        out.println();
        out.print(table);
        out.println();
        out.print(verdict);
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(
                report,
                "# What it takes until a node gives its first answer\n\n" + LocalDate.now(Clock.systemUTC())
                        + ", by `./stadttor bench start`: " + rounds
                        + " starts each, in turn, on a database that is set"
                        + " up; CPU time of the process from its begin to the first 200 of its metadata.\n\n"
                        + Machine.hardware() + "\n- " + System.getProperty("java.vm.name") + " "
                        + System.getProperty("java.runtime.version") + " with `" + String.join(" ", JavaProgram.IMAGE)
                        + "`, PostgreSQL " + postgresVersion + "; the cache takes " + (size >> 20) + " MB\n\n" + table
                        + "\n" + verdict);
    }

    private static List<String> row(String name, List<Start> starts) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.2f", median(starts)),
                String.join(
                        " ",
                        starts.stream()
                                .map(start -> String.format(
                                        Locale.ROOT, "%.2f", start.cpu().toMillis() / 1000.0))
                                .toList()),
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        starts.stream()
                                        .map(Start::wall)
                                        .sorted()
                                        .toList()
                                        .get(starts.size() / 2)
                                        .toMillis()
                                / 1000.0));
    }
}
