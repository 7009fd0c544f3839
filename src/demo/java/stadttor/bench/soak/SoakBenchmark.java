package stadttor.bench.soak;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stadttor.bench.Benchmark;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.JavaProgram;
import stadttor.demo.DemoProblem;
import stadttor.demo.Folders;
import stadttor.demo.RunningProgram;

/** Memory, threads, connections and tables of a hub that works for long. */
public final class SoakBenchmark implements Benchmark {

    private static final long MEGABYTE = 1 << 20;
    private static final int SHORTEST = 10;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String description() {
        return "the hub at half load for long: memory, threads, connections and tables";
    }

    @Override
    public boolean onlyByName() {
        return true;
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        return new CommandLine(new Options(out, err))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(options.toArray(String[]::new));
    }

    @Command(
            name = "stadttor bench soak",
            description =
                    "Half of what the hub can do, all operations mixed; 1 where something grows that should not, or"
                            + " the hub ends with more memory than the goal.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Parameters(paramLabel = "SECONDS", arity = "0..1", description = "how long (default: ${DEFAULT-VALUE})")
        private int seconds = 3600;

        @Option(names = "--sessions", description = "that are stored before (default: ${DEFAULT-VALUE})")
        private int sessions = 100_000;

        @Option(
                names = "--calibration",
                description = "seconds to warm up, and as many to find out what it can do (default: ${DEFAULT-VALUE})")
        private int calibration = 30;

        @Option(names = "--resident", description = "MB that it may hold at the end (default: ${DEFAULT-VALUE})")
        private int resident = 350;

        @Option(
                names = "--machine",
                paramLabel = "OPTIONS",
                description = "other options of the hub's virtual machine, in one word")
        private String machine = String.join(" ", JavaProgram.IMAGE);

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            if (seconds < SHORTEST || calibration < 1 || sessions < 8 || resident < 1) {
                err.println("Wrong usage: at least " + SHORTEST + " seconds, one of calibration, and 8 sessions.");
                return 2;
            }
            Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
            Runtime.getRuntime().addShutdownHook(end);
            Path project = Folders.project();
            SoakRun.Scope scope = new SoakRun.Scope(
                    Duration.ofSeconds(seconds),
                    Duration.ofSeconds(calibration),
                    sessions,
                    resident * (double) MEGABYTE,
                    List.of(machine.split(" ", -1)));
            try {
                return new SoakRun(scope, project.resolve("target/soak"), project.resolve("docs/benchmarks"), out)
                                .run()
                                .isFlat()
                        ? 0
                        : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }
    }
}
