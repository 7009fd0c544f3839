package stadttor.bench;

import de.stadttor.access.SimulationBenchmark;
import java.io.PrintStream;
import java.util.List;
import stadttor.bench.faults.FaultsBenchmark;
import stadttor.bench.flood.FloodBenchmark;
import stadttor.bench.operations.OperationsBenchmark;
import stadttor.bench.scale.ScaleBenchmark;
import stadttor.bench.soak.SoakBenchmark;
import stadttor.bench.start.StartBenchmark;

/** {@code stadttor bench [NAME]}: without a name all that take minutes and not hours, one after the other. */
public final class Bench {

    private static final List<Benchmark> ALL = List.of(
            new SimulationBenchmark(),
            new OperationsBenchmark(),
            new FaultsBenchmark(),
            new FloodBenchmark(),
            new ScaleBenchmark(),
            new StartBenchmark(),
            new SoakBenchmark());

    private Bench() {}

    public static void main(String[] args) {
        int exit = run(ALL, System.out, System.err, args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /**
     * 0 done, 1 one failed or missed a goal, 2 wrong usage.
     *
     * @param words names, and behind a single one its options
     */
    static int run(List<Benchmark> all, PrintStream out, PrintStream err, String... words) {
        List<String> given = List.of(words);
        List<String> names =
                given.stream().takeWhile(word -> word.matches("[a-z]+")).toList();
        List<String> options = given.subList(names.size(), given.size());
        if (names.isEmpty() && (options.contains("--help") || options.contains("-h"))) {
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
        if (names.size() != 1 && !options.isEmpty()) {
            err.println("Options stand behind the name of one benchmark.");
            usage(all, err);
            return 2;
        }
        int worst = 0;
        for (Benchmark benchmark : all) {
            if (names.isEmpty() ? !benchmark.onlyByName() : names.contains(benchmark.name())) {
                worst = Math.max(worst, benchmark.run(out, err, options));
            }
        }
        return worst;
    }

    private static void usage(List<Benchmark> all, PrintStream to) {
        to.println("usage: stadttor bench [NAME...], or stadttor bench NAME OPTIONS (NAME --help tells them)");
        to.println();
        all.forEach(benchmark -> to.printf(
                "  %-14s%s%s%n",
                benchmark.name(), benchmark.description(), benchmark.onlyByName() ? " (by its name alone)" : ""));
    }
}
