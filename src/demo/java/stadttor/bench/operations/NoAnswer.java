package stadttor.bench.operations;

/** Nothing came back: whether the request was carried out is not known. */
public final class NoAnswer extends BenchProblem {

    NoAnswer(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
