package de.stadttor.desk;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Condition;
import de.stadttor.access.ConditionJson;
import de.stadttor.access.InvalidExpression;
import de.stadttor.access.InvalidRules;
import de.stadttor.access.MalformedCondition;
import de.stadttor.access.RuleSets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A condition as text, for whoever can do more than the form: an expression, or, beginning with a brace, what stands
 * behind {@code when} in a configuration, written as JSON.
 */
@Component
class ExpertText {

    /** More at once help nobody. */
    private static final int MOST = 10;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final CelExpressions expressions;
    private final RuleSets ruleSets;

    ExpertText(CelExpressions expressions, RuleSets ruleSets) {
        this.expressions = expressions;
        this.ruleSets = ruleSets;
    }

    /**
     * What a text says.
     *
     * @param condition null where it says nothing, or something is wrong
     */
    record Reading(@Nullable Condition condition, List<TextProblem> problems) {

        static Reading wrong(TextProblem problem) {
            return new Reading(null, List.of(problem));
        }
    }

    Reading read(String text) {
        if (text.isBlank()) {
            return new Reading(null, List.of());
        }
        return text.stripLeading().startsWith("{") ? notation(text) : expression(text);
    }

    private Reading expression(String text) {
        try {
            expressions.check(text);
            return new Reading(new Condition.Cel(text), List.of());
        } catch (InvalidExpression e) {
            return new Reading(
                    null,
                    e.problems().stream()
                            .limit(MOST)
                            .map(problem -> TextProblem.of(text, problem))
                            .toList());
        }
    }

    private Reading notation(String text) {
        Condition condition;
        try {
            Map<String, Object> json = MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
            condition = ConditionJson.fromJson(json == null ? Map.of() : json);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            return Reading.wrong(
                    at == null
                            ? TextProblem.somewhere("json", "")
                            : TextProblem.at("json", "", text, at.getLineNr(), at.getColumnNr()));
        } catch (MalformedCondition e) {
            return Reading.wrong(TextProblem.somewhere("condition", e.path() + ": " + e.getMessage()));
        }
        List<InvalidRules.Problem> problems = ruleSets.problems(condition);
        return problems.isEmpty()
                ? new Reading(condition, List.of())
                : new Reading(
                        null,
                        problems.stream()
                                .limit(MOST)
                                .map(problem -> TextProblem.somewhere(
                                        problem.message().contains(RuleSets.MOST_CONDITIONS + " conditions")
                                                ? "too_many"
                                                : "condition",
                                        problem.path().substring("/when".length()) + ": " + problem.message()))
                                .toList());
    }

    /** For a condition that the form cannot show: an expression as it is, everything else as in a configuration. */
    static String of(Condition condition) {
        return condition instanceof Condition.Cel cel ? cel.expression() : notation(condition);
    }

    /** For one that the form shows: as an expression, where one can be so long. */
    static String of(Who who) {
        String expression = CelWords.of(who.condition());
        return expression.codePointCount(0, expression.length()) <= CelExpressions.MAX_LENGTH
                ? expression
                : notation(who.condition());
    }

    private static String notation(Condition condition) {
        return MAPPER.writerWithDefaultPrettyPrinter()
                .writeValueAsString(new LinkedHashMap<>(ConditionJson.toMap(condition)))
                .replace("\r\n", "\n");
    }
}
