package de.stadttor.access;

import java.util.List;

/**
 * A condition, what it came to for one person, and the same of its parts.
 *
 * @param parts in their order; empty for a condition without parts
 */
public record Judged(Condition condition, Truth truth, List<Judged> parts) {

    public Judged {
        parts = List.copyOf(parts);
    }

    static Judged of(Condition condition, Evaluation evaluation) {
        List<Condition> parts = switch (condition) {
            case Condition.Any any -> any.conditions();
            case Condition.All all -> all.conditions();
            case Condition.Not not -> List.of(not.condition());
            default -> List.of();
        };
        return new Judged(
                condition,
                evaluation.of(condition),
                parts.stream().map(part -> of(part, evaluation)).toList());
    }
}
