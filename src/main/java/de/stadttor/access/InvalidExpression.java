package de.stadttor.access;

import java.util.List;
import java.util.stream.Collectors;

/** An expression that is not valid Common Expression Language, or that does not yield a boolean. */
public class InvalidExpression extends Exception {

    /** {@link #problems}, all of them: an exception is serialisable, hence the list must be. */
    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Problem(int line, int column, String message) {

        /** {@code line 1, column 7: …}. */
        public String text() {
            return "line " + line + ", column " + column + ": " + message;
        }
    }

    InvalidExpression(List<Problem> problems) {
        super(problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
