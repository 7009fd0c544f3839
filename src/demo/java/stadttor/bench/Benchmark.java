package stadttor.bench;

import java.io.PrintStream;
import java.util.List;

/** One thing that is measured; prints what it found. */
public interface Benchmark {

    /** A lower-case word. */
    String name();

    /** In one line. */
    String description();

    /** Whether it takes so long that it does not run with the others. */
    default boolean onlyByName() {
        return false;
    }

    /**
     * @param out gets a few lines for people
     * @param err gets a sentence where it fails
     * @param options what stood behind its name on the command line
     * @return 0 done, 1 it failed or a goal was missed, 2 wrong usage
     */
    int run(PrintStream out, PrintStream err, List<String> options);
}
