package de.stadttor.desk;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.InvalidExpression;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in an expert's text, and where.
 *
 * @param code part of the key of its message
 * @param name for the message: what is meant; empty where it names nothing
 * @param detail in the words of the program that found it; empty where the message says all
 * @param place null where there is none
 */
record TextProblem(
        String code, String name, String detail, @Nullable Place place) {

    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final int AROUND = 60;

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column from 1
     * @param before what stands before it in its line, shortened
     * @param marked what stands there; a blank at the end of a line
     * @param after what stands behind it in its line, shortened
     */
    record Place(int line, int column, String before, String marked, String after) {

        static Place of(String text, int line, int column) {
            List<String> lines = text.lines().toList();
            int at = Math.clamp(line, 1, Math.max(1, lines.size()));
            int[] shown =
                    (lines.isEmpty() ? "" : lines.get(at - 1)).codePoints().toArray();
            int from = Math.clamp(column - 1, 0, shown.length);
            int to = from;
            while (to < shown.length && isWord(shown[to])) {
                to++;
            }
            to = Math.max(to, Math.min(from + 1, shown.length));
            String before = new String(shown, Math.max(0, from - AROUND), Math.min(from, AROUND));
            String after = new String(shown, to, Math.min(shown.length - to, AROUND));
            return new Place(
                    at,
                    from + 1,
                    from > AROUND ? "…" + before : before,
                    from == to ? "\u00a0" : new String(shown, from, Math.min(to - from, AROUND)),
                    shown.length - to > AROUND ? after + "…" : after);
        }

        private static boolean isWord(int c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }
    }

    static TextProblem of(String text, InvalidExpression.Problem problem) {
        String message = problem.message();
        if (text.codePointCount(0, text.length()) > CelExpressions.MAX_LENGTH) {
            return new TextProblem("too_long", "", "", null);
        }
        Matcher unknown = UNKNOWN.matcher(message);
        Place place = Place.of(text, problem.line(), problem.column());
        if (unknown.matches()) {
            return new TextProblem("unknown", unknown.group(1), "", place);
        }
        String code = message.startsWith("expected type 'bool'")
                ? "no_answer"
                : message.startsWith("found no matching overload")
                        ? "types"
                        : message.startsWith("mismatched input") || message.contains("yntax error")
                                ? "syntax"
                                : "other";
        return new TextProblem(code, "", message, place);
    }

    static TextProblem at(String code, String detail, String text, int line, int column) {
        return new TextProblem(code, "", detail, Place.of(text, line, column));
    }

    static TextProblem somewhere(String code, String detail) {
        return new TextProblem(code, "", detail, null);
    }
}
