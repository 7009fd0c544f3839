package stadttor.bench.faults;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stadttor.bench.Benchmark;
import stadttor.bench.operations.BenchProblem;
import stadttor.demo.DemoProblem;
import stadttor.demo.RunningProgram;

/** Faults under load, and a checker. */
public final class FaultsBenchmark implements Benchmark {

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String description() {
        return "two nodes under load while something breaks: what was lost, doubled or mixed up";
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        return new CommandLine(new Options(out, err))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(options.toArray(String[]::new));
    }

    /** Their names, as the help tells them. */
    private static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Fault.values()).map(Fault::label).iterator();
        }
    }

    @Command(
            name = "stadttor bench faults",
            description =
                    "Lost, doubled and mixed up for each fault; 1 where there is any, or it takes more than 10 s until"
                            + " everything works again.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Option(
                names = "--only",
                split = ",",
                paramLabel = "FAULT",
                completionCandidates = Names.class,
                description = "some of ${COMPLETION-CANDIDATES}")
        private List<String> only = List.of();

        @Option(names = "--seconds", description = "how long each fault lasts (default: each its own time)")
        private int seconds = -1;

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            Set<Fault> faults = EnumSet.noneOf(Fault.class);
            Stream.of(Fault.values())
                    .filter(fault -> only.isEmpty() || only.contains(fault.label()))
                    .forEach(faults::add);
            if (!only.isEmpty() && faults.size() != Set.copyOf(only).size()) {
                err.println("Wrong usage: faults are " + String.join(", ", new Names()) + ".");
                return 2;
            }
            if (seconds == 0 || seconds < -1) {
                err.println("Wrong usage: a fault lasts at least a second.");
                return 2;
            }
            Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return new FaultsRun(faults, seconds < 0 ? null : Duration.ofSeconds(seconds), out).run() ? 0 : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }
    }
}
