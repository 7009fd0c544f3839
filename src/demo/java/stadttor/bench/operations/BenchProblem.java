package stadttor.bench.operations;

/** Why the benchmark is worth nothing: somebody answered otherwise than they should, or did not start. */
public class BenchProblem extends RuntimeException {

    public BenchProblem(String sentence) {
        super(sentence);
    }

    public BenchProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
