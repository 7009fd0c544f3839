package de.stadttor.desk;

import de.stadttor.access.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** A condition as an expression that says the same. */
final class CelWords {

    private CelWords() {}

    static String of(Condition condition) {
        return switch (condition) {
            case Condition.Any any -> joined(any.conditions(), " ||\n");
            case Condition.All all -> joined(all.conditions(), " &&\n");
            default -> single(condition);
        };
    }

    private static String joined(List<Condition> conditions, String operator) {
        return conditions.stream().map(CelWords::part).collect(Collectors.joining(operator));
    }

    private static String part(Condition condition) {
        return switch (condition) {
            case Condition.Any any -> "(" + of(any) + ")";
            case Condition.All all -> "(" + of(all) + ")";
            case Condition.Cel cel -> "(" + cel.expression() + ")";
            default -> single(condition);
        };
    }

    private static String single(Condition condition) {
        return switch (condition) {
            case Condition.Group group -> quoted(group.name()) + " in groups";
            case Condition.GroupBelow below ->
                "groups.exists(g, g == " + quoted(below.name()) + " || g.startsWith(" + quoted(below.name() + "/")
                        + "))";
            case Condition.Role role -> quoted(role.name()) + " in roles";
            case Condition.OrgUnit unit -> "org_unit == " + quoted(unit.name());
            case Condition.Not not -> "!(" + of(not.condition()) + ")";
            case Condition.Cel cel -> cel.expression();
            default -> of(condition);
        };
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("'");
        name.codePoints().forEach(c -> {
            switch (c) {
                case '\'' -> text.append("\\'");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.appendCodePoint(c);
            }
        });
        return text.append('\'').toString();
    }
}
