package stadttor.bench;

import java.io.PrintStream;

/** One thing that is measured; prints what it found. */
public interface Benchmark {

    /** A lower-case word. */
    String name();

    /** In one line. */
    String description();

    /**
     * @param out gets a few lines for people
     */
    void run(PrintStream out);
}
