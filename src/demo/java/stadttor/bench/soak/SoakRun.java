package stadttor.bench.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Machine;
import stadttor.bench.operations.MeasuredDatabase;
import stadttor.bench.operations.Operation;
import stadttor.bench.operations.Upstream;
import stadttor.bench.scale.FilledHub;
import stadttor.bench.scale.World;
import stadttor.demo.Folders;

/** Fills a store, finds out what the hub can do, and lets it do half of that for long. */
final class SoakRun {

    private static final int CONNECTIONS = 24;
    private static final int MOST_SAMPLES = 240;
    private static final int APPLICATIONS = 10;
    private static final int RULES = 10;

    private final Scope scope;
    private final PrintStream out;
    private final Path folder;
    private final Path reports;

    /**
     * How long and with what.
     *
     * @param calibration for all operations as fast as they go; as long before, to warm up
     * @param sessions that are stored before
     * @param mostResident what the hub may hold at the end, in bytes; NaN for no goal
     * @param machine options of the hub's virtual machine
     */
    record Scope(Duration time, Duration calibration, int sessions, double mostResident, List<String> machine) {

        Scope {
            machine = List.copyOf(machine);
        }
    }

    /**
     * @param folder for data and logs, emptied
     * @param reports where table and pictures go
     */
    SoakRun(Scope scope, Path folder, Path reports, PrintStream out) {
        this.scope = scope;
        this.folder = folder;
        this.reports = reports;
        this.out = out;
    }

    /** Tells what was found, and keeps it. */
    Verdict run() {
        Folders.delete(folder);
        out.println("· starting PostgreSQL and the hub, filling the store");
        List<String> machine = new ArrayList<>(scope.machine());
        machine.add(HubProcess.options(folder));
        try (MeasuredDatabase postgres = MeasuredDatabase.start(folder.resolve("postgres"));
                Upstream upstream = Upstream.start();
                Http http = new Http(CONNECTIONS);
                FilledHub hub = FilledHub.start(
                        postgres,
                        "soak",
                        upstream,
                        http,
                        folder,
                        machine,
                        new World(scope.sessions(), APPLICATIONS, RULES))) {
            out.println("· finding out what it can do");
            for (Operation operation : Operation.values()) {
                hub.warmUp(operation, scope.calibration().dividedBy(Operation.values().length));
            }
            SteadyLoad load = new SteadyLoad(hub.crew());
            double rate = load.flatOut(scope.calibration()) / 2;
            out.printf(
                    Locale.ROOT,
                    "· %.0f operations a second for %d s%n",
                    rate,
                    scope.time().toSeconds());
            HubProcess process = new HubProcess(hub.contender().process(), folder);
            try (Sampler sampler = new Sampler(
                    process, postgres.connection("soak"), http, hub.program().management())) {
                Verdict verdict = soak(load, rate, process, sampler);
                tell(verdict, rate, process, postgres.version());
                return verdict;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new BenchProblem("the database lets nobody look", e);
        }
    }

    private Verdict soak(SteadyLoad load, double rate, HubProcess process, Sampler sampler) {
        long before = load.begun();
        long start = System.nanoTime();
        Duration every = scope.time().dividedBy(MOST_SAMPLES);
        Duration pause = every.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofMillis(250) : every;
        List<Sample> samples = new ArrayList<>();
        List<Long> living = new ArrayList<>();
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("load").factory());
        try {
            Future<Long> working = worker.submit(() -> load.steady(scope.time(), rate));
            while (!working.isDone()) {
                double seconds = (System.nanoTime() - start) / 1e9;
                samples.add(sampler.sample(seconds, load.begun() - before));
                if (seconds > scope.time().toSeconds() * (living.size() + 1) / 3.0) {
                    living.add(process.livingBytes());
                }
                Thread.sleep(pause);
            }
            working.get();
            while (living.size() < 3) {
                living.add(process.livingBytes());
            }
            return new Verdict(samples, living, scope.mostResident());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchProblem problem ? problem : new BenchProblem("the load failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        } finally {
            worker.shutdownNow();
        }
    }

    private void tell(Verdict verdict, double rate, HubProcess process, String postgresVersion) throws IOException {
        String table = SoakReport.table(verdict);
        String end = SoakReport.verdict(verdict);
        out.println();
        out.print(table);
        out.println();
        out.print(end);
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("soak-memory.svg"), SoakReport.memory(verdict.samples()));
        Files.writeString(reports.resolve("soak-counts.svg"), SoakReport.counts(verdict.samples()));
        Files.writeString(reports.resolve("soak-tables.svg"), SoakReport.tables(verdict.samples()));
        Files.writeString(
                reports.resolve("soak.md"),
                "# A hub that works for long\n\n" + LocalDate.now(Clock.systemUTC())
                        + String.format(
                                Locale.ROOT,
                                ", by `./stadttor bench soak %d`: %,d sessions stored before, then %.0f operations a"
                                        + " second, half of what it did at once with 8 at a time; %,d in all. The most"
                                        + " memory that it ever held was %.0f MB. Its virtual machine ran with `%s`."
                                        + "%n%n",
                                scope.time().toSeconds(),
                                scope.sessions(),
                                rate,
                                verdict.samples().getLast().operations(),
                                process.mostResidentBytes() / (double) (1 << 20),
                                String.join(" ", scope.machine()))
                        + Machine.hardware() + "\n- PostgreSQL " + postgresVersion
                        + "\n\n![Memory](soak-memory.svg)\n\n![Threads, files and connections](soak-counts.svg)\n\n"
                        + "![Tables](soak-tables.svg)\n\nBefore is the middle third of the time, after the last; what"
                        + " is compared and why so stands in [README.md](README.md#soak).\n\n" + table + "\n" + end);
    }
}
