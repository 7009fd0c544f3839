package de.stadttor.desk;

import de.stadttor.access.Condition;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that may be true of a person: what the form of a rule is made of.
 *
 * @param name as the provider writes it
 */
record Criterion(Kind kind, String name) {

    /** What it asks for. */
    enum Kind {
        GROUP,
        GROUP_BELOW,
        ROLE,
        ORG_UNIT;

        /** As in the keys of messages and in fields of the form. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    /** Empty for a condition that is made of others, or an expression. */
    static Optional<Criterion> of(Condition condition) {
        return Optional.ofNullable(
                switch (condition) {
                    case Condition.Group group -> new Criterion(Kind.GROUP, group.name());
                    case Condition.GroupBelow below -> new Criterion(Kind.GROUP_BELOW, below.name());
                    case Condition.Role role -> new Criterion(Kind.ROLE, role.name());
                    case Condition.OrgUnit unit -> new Criterion(Kind.ORG_UNIT, unit.name());
                    default -> null;
                });
    }

    Condition condition() {
        return switch (kind) {
            case GROUP -> new Condition.Group(name);
            case GROUP_BELOW -> new Condition.GroupBelow(name);
            case ROLE -> new Condition.Role(name);
            case ORG_UNIT -> new Condition.OrgUnit(name);
        };
    }

    public String code() {
        return kind.code();
    }

    /** As a field of the form carries it: the kind, a space, the name; on one line whatever the name is. */
    public String line() {
        StringBuilder line = new StringBuilder(kind.code()).append(' ');
        name.codePoints().forEach(c -> {
            if (c == '\\' || c < ' ') {
                line.append("\\%02x".formatted(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /**
     * The opposite of {@link #line}.
     *
     * @return empty for what no page of the desk sends
     */
    static Optional<Criterion> parse(@Nullable String line) {
        int space = line == null ? -1 : line.indexOf(' ');
        if (line == null || space < 0) {
            return Optional.empty();
        }
        return Kind.of(line.substring(0, space))
                .flatMap(kind -> name(line.substring(space + 1)).map(name -> new Criterion(kind, name)));
    }

    private static Optional<String> name(String escaped) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) != '\\') {
                name.append(escaped.charAt(i));
                continue;
            }
            String hex = escaped.substring(i + 1, Math.min(i + 3, escaped.length()));
            if (!hex.matches("[0-9a-f]{2}")) {
                return Optional.empty();
            }
            name.append((char) Integer.parseInt(hex, 16));
            i += 2;
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toString());
    }
}
