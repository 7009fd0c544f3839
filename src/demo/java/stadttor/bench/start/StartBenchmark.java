package stadttor.bench.start;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stadttor.bench.Benchmark;
import stadttor.bench.operations.BenchProblem;
import stadttor.demo.DemoProblem;
import stadttor.demo.Folders;
import stadttor.demo.RunningProgram;

/** A node that starts: how much CPU time until it answers. */
public final class StartBenchmark implements Benchmark {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "CPU time until a node gives its first answer, with and without what Java learned from a start";
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        return new CommandLine(new Options(out, err))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(options.toArray(String[]::new));
    }

    @Command(
            name = "stadttor bench start",
            description = "Starts a node again and again; 1 where it takes more CPU time than the goal.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Option(names = "--rounds", description = "how many starts of each kind (default: ${DEFAULT-VALUE})")
        private int rounds = 5;

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            if (rounds < 1) {
                err.println("Wrong usage: at least one round.");
                return 2;
            }
            Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
            Runtime.getRuntime().addShutdownHook(end);
            Path project = Folders.project();
            try {
                return new StartRun(
                                        rounds,
                                        project.resolve("target/start"),
                                        project.resolve("docs/benchmarks/start.md"),
                                        out)
                                .run()
                        ? 0
                        : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }
    }
}
