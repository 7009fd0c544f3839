package stadttor.bench.operations;

/** A server answered, but not as it should. */
public final class UnexpectedAnswer extends BenchProblem {

    // An exception never leaves this process.
    @SuppressWarnings("serial")
    private final Answer answer;

    UnexpectedAnswer(Answer answer, String sentence) {
        super(sentence);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
