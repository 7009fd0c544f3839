package stadttor.bench.flood;

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

/** Sign-ins beside a flood. */
public final class FloodBenchmark implements Benchmark {

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String description() {
        return "sign-ins beside floods from one address and from many: how much slower, and what is written";
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
            return Stream.of(Flood.values()).map(Flood::label).iterator();
        }
    }

    @Command(
            name = "stadttor bench flood",
            description =
                    "How long sign-ins take with a flood and without; 1 where they take more than twice as long, one"
                            + " of them fails, or a flood leaves more than it may.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Option(
                names = "--only",
                split = ",",
                paramLabel = "FLOOD",
                completionCandidates = Names.class,
                description = "some of ${COMPLETION-CANDIDATES}")
        private List<String> only = List.of();

        @Option(
                names = "--seconds",
                defaultValue = "5",
                description = "how long people sign in each time (default: ${DEFAULT-VALUE})")
        private int seconds;

        @Option(
                names = "--rate",
                defaultValue = "1000",
                description = "requests a second of a flood (default: ${DEFAULT-VALUE})")
        private int rate;

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            Set<Flood> floods = EnumSet.noneOf(Flood.class);
            Stream.of(Flood.values())
                    .filter(flood -> only.isEmpty() || only.contains(flood.label()))
                    .forEach(floods::add);
            if (!only.isEmpty() && floods.size() != Set.copyOf(only).size()) {
                err.println("Wrong usage: floods are " + String.join(", ", new Names()) + ".");
                return 2;
            }
            if (seconds < 1 || rate < 1) {
                err.println("Wrong usage: people sign in for a second at least, and a flood sends one request.");
                return 2;
            }
            Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return new FloodRun(floods, Duration.ofSeconds(seconds), rate, only.isEmpty(), out).run() ? 0 : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }
    }
}
