package stadttor.demo;

/** Why the demo cannot start or go on, as one sentence for the person at the terminal. */
public class DemoProblem extends RuntimeException {

    public DemoProblem(String sentence) {
        super(sentence);
    }

    public DemoProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
