package stadttor.bench.operations;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stadttor.bench.Benchmark;
import stadttor.demo.DemoProblem;
import stadttor.demo.RunningProgram;

/** The operations of an OpenID Provider, the hub beside others. */
public final class OperationsBenchmark implements Benchmark {

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public String description() {
        return "tokens, sign-ins, introspection: the hub beside Keycloak and Spring's authorization server";
    }

    @Override
    public int run(PrintStream out, PrintStream err, List<String> options) {
        Thread end = new Thread(RunningProgram::stopAll, "end of the benchmark");
        Runtime.getRuntime().addShutdownHook(end);
        return new CommandLine(new Options(out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(options.toArray(String[]::new));
    }

    @Command(
            name = "stadttor bench operations",
            description = "CPU time, statements and write-ahead log for one operation of each.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    private static final class Options implements Callable<Integer> {

        private final PrintStream out;
        private final PrintStream err;

        @Option(names = "--rounds", description = "how many rounds count (default: ${DEFAULT-VALUE})")
        private int rounds = 5;

        @Option(
                names = "--seconds",
                description = "for one operation of one server in one round (default: ${DEFAULT-VALUE})")
        private int seconds = 5;

        @Option(
                names = "--warm-up",
                description = "seconds at most, the same before the first round, until the servers' compilers have come"
                        + " to rest (default: ${DEFAULT-VALUE})")
        private int warmUp = 120;

        @Option(
                names = "--only",
                split = ",",
                paramLabel = "SERVER",
                description = "hub, keycloak or spring; the comparison is of all three")
        private Set<String> only = new TreeSet<>();

        @Option(names = "--operation", split = ",", description = "some of ${COMPLETION-CANDIDATES}")
        private Set<Operation> operations = EnumSet.allOf(Operation.class);

        @Option(names = "--profile", description = "where the hub's time goes, by operation")
        private boolean profile;

        Options(PrintStream out, PrintStream err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            Set<String> unknown = new TreeSet<>(only);
            unknown.removeAll(Set.of("hub", "keycloak", "spring"));
            if (rounds < 1 || seconds < 1 || warmUp < 0 || !unknown.isEmpty()) {
                err.println("Wrong usage: at least one round of one second; servers are hub, keycloak and spring.");
                return 2;
            }
            Scope scope = new Scope(rounds, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), only, operations);
            try {
                return new OperationsRun(scope, profile, out).run() ? 0 : 1;
            } catch (BenchProblem | DemoProblem e) {
                err.println(e.getMessage());
                return 1;
            }
        }
    }
}
