package stadttor.bench.scale;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stadttor.bench.Benchmark;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.DemoProblem;
import stadttor.demo.Folders;
import stadttor.demo.RunningProgram;

/** The cost of an operation must not grow with what is stored. */
public final class ScaleBenchmark implements Benchmark {

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String description() {
        return "what the hub's operations cost with a million sessions, many applications, many rules";
    }

    @Override
    public boolean onlyByName() {
        return true;
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        return new CommandLine(new Options(out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(options.toArray(String[]::new));
    }

    @Command(
            name = "stadttor bench scale",
            description =
                    "CPU time of each operation at each level; 1 where one costs more than 1.3 times as much at the"
                            + " highest level as at the lowest.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Option(names = "--only", split = ",", description = "some of sessions, applications, rules")
        private Set<Dimension> only = EnumSet.allOf(Dimension.class);

        @Option(
                names = "--levels",
                split = ",",
                description = "how many there are of it at each level, rising (default: powers of ten)")
        private List<Integer> levels = List.of();

        @Option(names = "--rounds", description = "how many rounds count (default: ${DEFAULT-VALUE})")
        private int rounds = 5;

        @Option(
                names = "--seconds",
                description = "for one operation at one level in one round (default: ${DEFAULT-VALUE})")
        private int seconds = 4;

        @Option(
                names = "--warm-up",
                description = "seconds, the same before the first round (default: ${DEFAULT-VALUE})")
        private int warmUp = 10;

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            if (rounds < 1 || seconds < 1 || warmUp < 0) {
                err.println("Wrong usage: at least one round of one second.");
                return 2;
            }
            if (!levels.isEmpty() && (levels.size() < 2 || levels.getFirst() < 8 || !rise(levels))) {
                err.println("Wrong usage: levels are at least two numbers that rise, from 8.");
                return 2;
            }
            Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
            Runtime.getRuntime().addShutdownHook(end);
            ScaleRun run = new ScaleRun(
                    new ScaleRun.Scope(
                            rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), JavaProgram.MACHINE),
                    Folders.project().resolve("target/scale"),
                    Folders.project().resolve("docs/benchmarks"),
                    out);
            try {
                boolean flat = true;
                for (Dimension dimension : only) {
                    flat &= run.run(dimension, levels.isEmpty() ? dimension.levels() : levels)
                            .isFlat();
                }
                return flat ? 0 : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }

        private static boolean rise(List<Integer> levels) {
            for (int i = 1; i < levels.size(); i++) {
                if (levels.get(i) <= levels.get(i - 1)) {
                    return false;
                }
            }
            return true;
        }
    }
}
