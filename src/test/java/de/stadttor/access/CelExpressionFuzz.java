package de.stadttor.access;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;
import java.util.Map;

/** Conditions in CEL: any text is refused with its places or evaluated in bounds. */
public final class CelExpressionFuzz {

    private static final CelExpressions EXPRESSIONS = new CelExpressions();
    private static final CelExpressions.Variables VARIABLES = new CelExpressions.Variables(Map.of(
            "groups", List.of("/Bauaufsichtsamt/Sachbearbeitung", "/Bürgeramt"),
            "roles", List.of("sb-bau"),
            "org_unit", "63.1",
            "ags", "14612000",
            "state", "DE-SN",
            "provider", "ebit-dresden"));

    private static final int DEEPEST = 6;
    private static final List<String> LISTS = List.of("groups", "roles", "[]", "['a', ags]", "state");
    private static final List<String> WORDS =
            List.of("org_unit", "ags", "state", "provider", "x", "true", "false", "null", "''", "email");
    private static final List<String> COMPARED = List.of(" == ", " != ", " < ", " >= ", " + ", " - ", " % ");
    private static final List<String> ASKED = List.of("startsWith", "endsWith", "contains", "matches", "size", "map");
    private static final List<String> MACROS = List.of("exists", "all", "exists_one", "filter", "map");
    private static final List<String> JOINED = List.of(" && ", " || ", " == ");

    private CelExpressionFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeRemainingAsString() : condition(data, 0);
        try {
            EXPRESSIONS.compile(text).evaluate(VARIABLES);
        } catch (InvalidExpression | CelExpressions.NotEvaluated e) {
            // refused
        }
    }

    /** Mostly one that can be read, so that what comes after the reading is reached. */
    private static String condition(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth < DEEPEST ? 9 : 3)) {
            case 0 -> value(data) + data.pickValue(COMPARED) + value(data);
            case 1 -> value(data) + " in " + data.pickValue(LISTS);
            case 2 -> value(data) + "." + data.pickValue(ASKED) + "(" + value(data) + ")";
            case 3 -> data.pickValue(WORDS);
            case 4 -> "!" + condition(data, depth + 1);
            case 5 -> "(" + condition(data, depth + 1) + ")";
            case 6 -> data.pickValue(LISTS) + "." + data.pickValue(MACROS) + "(x, " + condition(data, depth + 1) + ")";
            case 7 ->
                condition(data, depth + 1) + " ? " + condition(data, depth + 1) + " : " + condition(data, depth + 1);
            default -> condition(data, depth + 1) + data.pickValue(JOINED) + condition(data, depth + 1);
        };
    }

    private static String value(FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 4)) {
            case 0 -> data.pickValue(WORDS);
            case 1 -> "'" + data.consumeString(12) + "'";
            case 2 -> data.pickValue(LISTS) + "[" + data.consumeInt() + "]";
            case 3 -> "size(" + data.pickValue(LISTS) + ")";
            default -> String.valueOf(data.consumeLong());
        };
    }
}
