package stadttor.bench.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Figures;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Machine;
import stadttor.bench.operations.MeasuredDatabase;
import stadttor.bench.operations.Operation;
import stadttor.bench.operations.Upstream;
import stadttor.bench.operations.Window;
import stadttor.demo.Folders;

/** Fills a store for each level of a dimension, and lets the hubs before them take turns. */
final class ScaleRun {

    private static final int CONNECTIONS = 16;

    static final String INTRODUCTION = """
            By `./stadttor bench scale`, which says in [README.md](README.md#scale) what it does. CPU milliseconds for one
            operation, hub + PostgreSQL: the median of the rounds, ± half of what the rounds lie apart. The ratio is that of
            the highest level to the lowest; it may be 1.3.
            """;

    private final Scope scope;
    private final PrintStream out;
    private final Path folder;
    private final Path reports;

    /**
     * How much is measured.
     *
     * @param time for one operation at one level in one round
     * @param warmUp the same, before the first round
     * @param machine options of the hubs' virtual machines
     */
    record Scope(int rounds, Duration time, Duration warmUp, List<String> machine) {}

    /**
     * @param folder for data and logs, emptied
     * @param reports where tables and pictures go
     */
    ScaleRun(Scope scope, Path folder, Path reports, PrintStream out) {
        this.folder = folder;
        this.scope = scope;
        this.reports = reports;
        this.out = out;
    }

    /** Tells what was found, and keeps it. */
    Growth run(Dimension dimension, List<Integer> levels) {
        Folders.delete(folder);
        long start = System.nanoTime();
        out.println("· " + dimension.label() + ": starting PostgreSQL");
        List<FilledHub> hubs = new ArrayList<>();
        try (MeasuredDatabase postgres = MeasuredDatabase.start(folder.resolve("postgres"));
                Upstream upstream = Upstream.start();
                Http http = new Http(CONNECTIONS)) {
            try {
                for (int level : levels) {
                    out.print("· filling a store: " + ScaleReport.number(level) + " " + dimension.label());
                    long begun = System.nanoTime();
                    hubs.add(FilledHub.start(
                            postgres,
                            dimension.label() + "_" + level,
                            upstream,
                            http,
                            folder.resolve(dimension.label() + "-" + level),
                            scope.machine(),
                            dimension.world(level)));
                    out.println(
                            ", " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
                }
                Growth growth = new Growth(dimension, levels, measure(hubs));
                tell(growth, postgres.version(), Duration.ofNanos(System.nanoTime() - start));
                return growth;
            } finally {
                hubs.forEach(FilledHub::close);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(folder.resolve("postgres"));
        }
    }

    private Map<Operation, List<Figures>> measure(List<FilledHub> hubs) {
        out.println("· warming up");
        hubs.forEach(FilledHub::walkApplications);
        for (Operation operation : Operation.values()) {
            hubs.forEach(hub -> hub.warmUp(operation, scope.warmUp()));
        }
        List<Long> decisions = hubs.stream().map(FilledHub::decisions).toList();
        Map<Operation, List<List<Window>>> windows = new EnumMap<>(Operation.class);
        for (int round = 1; round <= scope.rounds(); round++) {
            out.println("· round " + round + " of " + scope.rounds());
            for (Operation operation : Operation.values()) {
                List<List<Window>> levels = windows.computeIfAbsent(
                        operation,
                        any -> hubs.stream()
                                .map(hub -> (List<Window>) new ArrayList<Window>())
                                .toList());
                for (int i = 0; i < hubs.size(); i++) {
                    levels.get(i).add(hubs.get(i).measure(operation, scope.time()));
                }
            }
        }
        if (!hubs.stream().map(FilledHub::decisions).toList().equals(decisions)) {
            throw new BenchProblem("what was filled in is not what the hub would have written: it decided anew");
        }
        Map<Operation, List<Figures>> figures = new EnumMap<>(Operation.class);
        windows.forEach((operation, levels) -> figures.put(
                operation,
                levels.stream()
                        .map(measured -> new Figures(measured, Double.NaN, Double.NaN))
                        .toList()));
        return figures;
    }

    private void tell(Growth growth, String postgresVersion, Duration took) throws IOException {
        out.println();
        out.println("With more and more " + growth.dimension().label() + ", CPU ms, hub + PostgreSQL:");
        out.println();
        out.print(ScaleReport.table(growth));
        ScaleReport.grown(growth).forEach(line -> out.println("- missed: " + line));
        out.println();
        Files.createDirectories(reports);
        Path report = reports.resolve("scale.md");
        String how = scope.rounds() + " rounds of " + scope.time().toSeconds()
                + " s for each operation and level, 8 at a"
                + " time, after " + scope.warmUp().toSeconds() + " s each to warm up; " + took.toMinutes() + " min "
                + took.toSecondsPart() + " s in all.";
        Files.writeString(
                report,
                ScaleReport.with(
                        Files.exists(report) ? Files.readString(report) : "",
                        INTRODUCTION,
                        growth.dimension(),
                        ScaleReport.section(
                                growth, LocalDate.now(Clock.systemUTC()), how, Machine.description(postgresVersion))));
        Files.writeString(reports.resolve(ScaleReport.pictureName(growth.dimension())), ScaleReport.picture(growth));
    }
}
