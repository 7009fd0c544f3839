package stadttor.bench;

import de.stadttor.access.SimulationBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code stadttor bench [NAME]}: without a name all of them, one after the other. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(new SimulationBenchmark());

    private Bench() {}

    public static void main(String[] args) {
        int exit = run(ALL, System.out, System.err, args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** 0 done, 2 wrong usage. */
    static int run(List<Benchmark> all, PrintStream out, PrintStream err, String... names) {
        if (Arrays.asList(names).contains("--help") || Arrays.asList(names).contains("-h")) {
            usage(all, out);
            return 0;
        }
        for (String name : names) {
            if (all.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
                err.println("There is no benchmark '" + name + "'.");
                usage(all, err);
                return 2;
            }
        }
        for (Benchmark benchmark : all) {
            if (names.length == 0 || Arrays.asList(names).contains(benchmark.name())) {
                benchmark.run(out);
            }
        }
        return 0;
    }

    private static void usage(List<Benchmark> all, PrintStream to) {
        to.println("usage: stadttor bench [NAME...]");
        to.println();
        all.forEach(benchmark -> to.printf("  %-14s%s%n", benchmark.name(), benchmark.description()));
    }
}
