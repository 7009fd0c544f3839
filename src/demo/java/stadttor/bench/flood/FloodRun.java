package stadttor.bench.flood;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import stadttor.bench.flood.FloodReport.Outcome;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Machine;
import stadttor.demo.Folders;

/** Lets floods come and go beside the sign-ins, and tells what they did. */
final class FloodRun {

    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration FLOODED_WARM_UP = Duration.ofSeconds(4);

    /** What nobody signs in for, so that each row is the flood's; and before it, until what waits is written. */
    private static final Duration ALONE = Duration.ofSeconds(3);

    private static final double MEGABYTE = 1 << 20;

    private final Set<Flood> floods;
    private final Duration window;
    private final int perSecond;
    private final boolean whole;
    private final PrintStream out;
    private final Path folder = Folders.project().resolve("target/flood");
    private final Path report = Folders.project().resolve("docs/benchmarks/flood.md");

    /**
     * @param window how long people sign in with a flood, and without it, each time
     * @param perSecond requests of a flood
     * @param whole whether the report is to be written
     */
    FloodRun(Set<Flood> floods, Duration window, int perSecond, boolean whole, PrintStream out) {
        this.floods = floods;
        this.window = window;
        this.perSecond = perSecond;
        this.whole = whole;
        this.out = out;
    }

    /** Whether everybody signed in, hardly slower than without a flood, and nothing grew. */
    boolean run() {
        Folders.delete(folder);
        out.println("· starting PostgreSQL and the hub");
        List<Outcome> outcomes = new ArrayList<>();
        try (FloodedHub hub = FloodedHub.start(folder)) {
            out.println("· warming up");
            hub.signIns().during(WARM_UP);
            for (Flood flood : floods) {
                for (boolean many : List.of(false, true)) {
                    try (Flooding flooding = Flooding.begin(flood, many, perSecond, hub.port())) {
                        hub.signIns().during(FLOODED_WARM_UP);
                        out.println("· " + flooding.sent() + " × " + flood.what());
                    }
                }
            }
            for (Flood flood : floods) {
                for (boolean many : List.of(false, true)) {
                    Outcome outcome = of(flood, many, hub);
                    outcomes.add(outcome);
                    out.print(FloodReport.line(outcome));
                }
            }
        }
        if (whole) {
            write(FloodReport.table(outcomes));
        }
        return outcomes.stream().allMatch(Outcome::isGood);
    }

    private Outcome of(Flood flood, boolean many, FloodedHub hub) {
        List<Double> quiet = new ArrayList<>();
        List<Double> flooded = new ArrayList<>();
        long sent = 0;
        long refused = 0;
        long broken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            quiet.addAll(hub.signIns().during(window));
            try (Flooding flooding = Flooding.begin(flood, many, perSecond, hub.port())) {
                flooded.addAll(hub.signIns().during(window));
                sent += flooding.sent();
                refused += flooding.refused();
                broken += flooding.broken();
            }
        }
        pause(ALONE);
        long before = hub.rows();
        long begun = System.nanoTime();
        double cpu = hub.metric("process.cpu.time");
        long alone;
        try (Flooding flooding = Flooding.begin(flood, many, perSecond, hub.port())) {
            pause(ALONE);
            broken += flooding.broken();
            alone = flooding.sent();
        }
        double each = (hub.metric("process.cpu.time") - cpu) / alone / 1e6;
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Outcome(
                flood,
                many,
                sent,
                refused,
                broken,
                median(quiet),
                median(flooded),
                each,
                hub.rows() - before,
                mostRows(flood, took),
                Math.round(hub.metric("stadttor.callers.counted")),
                Math.round(hub.metric("jvm.memory.used?tag=area:heap") / MEGABYTE));
    }

    /** Ten seconds' worth at once, and what comes back meanwhile. */
    private static long mostRows(Flood flood, Duration took) {
        long perMinute = flood.rowsPerMinute();
        return perMinute / 6 + perMinute * (took.toSeconds() + 1) / 60;
    }

    private static double median(List<Double> millis) {
        if (millis.isEmpty()) {
            throw new BenchProblem("nobody signed in");
        }
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
    }

    private void write(String table) {
        try {
            Files.createDirectories(report.getParent());
            Files.writeString(
                    report,
                    "# What people who sign in notice of a flood\n\n" + LocalDate.now(Clock.systemUTC())
                            + ", by `./stadttor bench flood`: one node with its limits as they are by default; "
                            + SignIns.PEOPLE * 5 + " sign-ins a second, from the authorization request to the tokens, "
                            + ROUNDS + " × " + window.toSeconds()
                            + " s without and with the flood in turn; the flood sends "
                            + perSecond + " requests a second. Medians. Flood, browsers and provider run on the same"
                            + " machine as the hub.\n\n" + Machine.hardware() + "\n\n" + table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
