package de.stadttor.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A document was refused as a whole and has changed nothing; it says all that is wrong with it at once. */
public class InvalidConfiguration extends RuntimeException {

    private final transient List<Problem> problems;

    InvalidConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the document; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
