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

    private CelExpressionFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        try {
            EXPRESSIONS.compile(data.consumeRemainingAsString()).evaluate(VARIABLES);
        } catch (InvalidExpression | CelExpressions.NotEvaluated e) {
            // refused
        }
    }
}
