package de.stadttor.access;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be kept: all that is wrong with them, at once. Nothing was changed. */
public class InvalidRules extends RuntimeException {

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param ruleId of the rule; the empty string where it is about all of them
     * @param index of the rule in the list that was given, from 0; -1 where it is about all of them
     * @param path within the rule, as a JSON pointer: {@code /when/any/1/cel} for instance
     */
    public record Problem(String ruleId, int index, String path, String message) {}

    public InvalidRules(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.ruleId() + problem.path() + ": " + problem.message())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
