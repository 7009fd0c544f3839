package stadttor.bench.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stadttor.bench.faults.Trial.Outcome;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Machine;
import stadttor.demo.Folders;

/** Sets the stage, lets the faults happen, and tells what they did. */
final class FaultsRun {

    static final int PEOPLE = 6;

    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Set<Fault> faults;
    private final @Nullable Duration duration;
    private final PrintStream out;
    private final Path folder = Folders.project().resolve("target/faults");
    private final Path report = Folders.project().resolve("docs/benchmarks/faults.md");
    private final List<Outcome> outcomes = new ArrayList<>();
    private String skipped = "";

    /** @param duration of each fault that lasts; null for what is usual */
    FaultsRun(Set<Fault> faults, @Nullable Duration duration, PrintStream out) {
        this.faults = faults;
        this.duration = duration;
        this.out = out;
    }

    /** Whether nothing was lost, doubled or mixed up, and everything worked again in time. */
    boolean run() {
        Folders.delete(folder);
        Set<Fault> usual = EnumSet.allOf(Fault.class);
        usual.remove(Fault.DISK_FULL);
        usual.retainAll(faults);
        if (!usual.isEmpty()) {
            perform(folder.resolve("postgres"), folder.resolve("logs"), usual);
        }
        if (faults.contains(Fault.DISK_FULL)) {
            fillDisk();
        }
        out.print(skipped);
        if (faults.containsAll(EnumSet.allOf(Fault.class)) && duration == null) {
            write();
        }
        return outcomes.stream().allMatch(Outcome::isGood);
    }

    private void fillDisk() {
        SmallDisk disk;
        try {
            disk = SmallDisk.mount(folder.resolve("disk"));
        } catch (BenchProblem e) {
            skipped = Fault.DISK_FULL.label() + " was left out. " + e.getMessage() + "\n";
            return;
        }
        try (disk) {
            perform(disk.folder(), folder.resolve("logs-small-disk"), EnumSet.of(Fault.DISK_FULL));
        }
    }

    private void perform(Path database, Path logs, Set<Fault> some) {
        out.println("· starting PostgreSQL and two nodes");
        Ledger ledger = new Ledger();
        try (Stage stage = Stage.set(database, logs, PEOPLE);
                Load load = Load.begin(stage.clients(ledger))) {
            Trial trial = new Trial(stage, load, ledger, QUIET);
            trial.settle(WARM_UP);
            for (Fault fault : some) {
                out.println("· " + fault.what());
                Outcome outcome = trial.of(fault, duration == null ? fault.duration() : duration);
                outcomes.add(outcome);
                out.println(FaultReport.line(outcome));
                out.print(FaultReport.details(outcome));
            }
        }
    }

    private void write() {
        try {
            Files.createDirectories(report.getParent());
            Files.writeString(
                    report,
                    "# What becomes of sign-ins while something breaks\n\n" + LocalDate.now(Clock.systemUTC())
                            + ", by `./stadttor bench faults`: two nodes behind a proxy, " + PEOPLE
                            + " people and an operator at work.\n\n" + Machine.hardware() + "\n\n"
                            + FaultReport.table(outcomes)
                            + (skipped.isEmpty() ? "" : "\n" + skipped));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
