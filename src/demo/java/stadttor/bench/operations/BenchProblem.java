package stadttor.bench.operations;

/** Why the benchmark is worth nothing: somebody answered otherwise than they should, or did not start. */
final class BenchProblem extends RuntimeException {

    BenchProblem(String sentence) {
        super(sentence);
    }

    BenchProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
