package de.stadttor.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Common Expression Language of conditions. An expression sees {@code groups} and {@code roles} (lists of strings),
 * {@code org_unit}, {@code ags}, {@code state} ({@code DE-SN}) and {@code provider} (strings, empty when unknown). There
 * is no e-mail address on purpose: an address moves from one person to another, and rules are about duties.
 *
 * <p>It may compare, look into strings and lists, and ask {@code all}, {@code exists} and {@code exists_one}; nothing in
 * it can build a string or a list that is longer than what it was given, so that size and time are bounded by the
 * limits below. Thread-safe.
 */
public final class CelExpressions {

    /** Unicode code points. */
    public static final int MAX_LENGTH = 1_000;

    private static final int MAX_NODES = 300;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITERATIONS = 5_000;
    private static final int MAX_REGEX_SIZE = 500;
    private static final int KEPT = 10_000;

    private static final Set<StandardFunction> FUNCTIONS = EnumSet.of(
            StandardFunction.IN,
            StandardFunction.NOT_STRICTLY_FALSE,
            StandardFunction.CONDITIONAL,
            StandardFunction.LOGICAL_NOT,
            StandardFunction.LOGICAL_OR,
            StandardFunction.LOGICAL_AND,
            StandardFunction.EQUALS,
            StandardFunction.NOT_EQUALS,
            StandardFunction.LESS,
            StandardFunction.LESS_EQUALS,
            StandardFunction.GREATER,
            StandardFunction.GREATER_EQUALS,
            StandardFunction.INDEX,
            StandardFunction.SIZE,
            StandardFunction.MATCHES,
            StandardFunction.CONTAINS,
            StandardFunction.STARTS_WITH,
            StandardFunction.ENDS_WITH);

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(MAX_REGEX_SIZE)
            .build();

    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) -> FUNCTIONS.contains(function)
                            // exists_one counts with it
                            || overload == Arithmetic.ADD_INT64)
                    .build())
            .setStandardMacros(
                    CelStandardMacro.ALL,
                    CelStandardMacro.EXISTS,
                    CelStandardMacro.EXISTS_ONE,
                    CelStandardMacro.EXISTS_ONE_NEW)
            .addVar("groups", ListType.create(SimpleType.STRING))
            .addVar("roles", ListType.create(SimpleType.STRING))
            .addVar("org_unit", SimpleType.STRING)
            .addVar("ags", SimpleType.STRING)
            .addVar("state", SimpleType.STRING)
            .addVar("provider", SimpleType.STRING)
            .setResultType(SimpleType.BOOL)
            .build();
    private final CelRuntime runtime =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();
    private final Cache<String, Compiled> compiled =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /** Either of the two. */
    private record Compiled(@Nullable Expression expression, List<InvalidExpression.Problem> problems) {}

    /** What an expression sees of a person. */
    record Variables(Map<String, Object> values) {

        static Variables of(DecisionInputs inputs) {
            return of(Facts.of(inputs));
        }

        static Variables of(Facts facts) {
            return new Variables(Map.of(
                    "groups",
                    List.copyOf(facts.groups()),
                    "roles",
                    List.copyOf(facts.roles()),
                    "org_unit",
                    facts.orgUnit() == null ? "" : facts.orgUnit(),
                    "ags",
                    facts.ags() == null ? "" : facts.ags(),
                    "state",
                    facts.state() == null ? "" : facts.state().code(),
                    "provider",
                    facts.provider()));
        }
    }

    /** An expression could not be evaluated: an index out of bounds for instance, or too many iterations. */
    static final class NotEvaluated extends Exception {
        NotEvaluated(CelEvaluationException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A checked expression. */
    record Expression(CelRuntime.Program program, boolean mentionsGroups) {

        boolean evaluate(Variables variables) throws NotEvaluated {
            try {
                return (Boolean) program.eval(variables.values());
            } catch (CelEvaluationException e) {
                throw new NotEvaluated(e);
            }
        }
    }

    /**
     * Checks an expression without keeping it.
     *
     * @throws InvalidExpression naming all that is wrong, each with its place
     */
    public void check(String text) throws InvalidExpression {
        Compiled result = compileAnew(text);
        if (result.expression() == null) {
            throw new InvalidExpression(result.problems());
        }
    }

    Expression compile(String text) throws InvalidExpression {
        Compiled result = compiled.get(text, this::compileAnew);
        if (result.expression() == null) {
            throw new InvalidExpression(result.problems());
        }
        return result.expression();
    }

    private Compiled compileAnew(String text) {
        // told here, since the library would have built all of its tree before it says so
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            return invalid("an expression has at most " + MAX_LENGTH + " characters");
        }
        try {
            CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
            boolean mentionsGroups = tree.getReferenceMap().values().stream()
                    .anyMatch(reference -> reference.name().equals("groups"));
            return new Compiled(new Expression(runtime.createProgram(tree), mentionsGroups), List.of());
        } catch (CelValidationException e) {
            return new Compiled(
                    null, e.getErrors().stream().map(CelExpressions::problem).toList());
        } catch (CelEvaluationException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Compiled invalid(String message) {
        return new Compiled(null, List.of(new InvalidExpression.Problem(1, 1, message)));
    }

    /** The library counts lines from 1 and columns from 0. */
    private static InvalidExpression.Problem problem(CelIssue issue) {
        return new InvalidExpression.Problem(
                Math.max(issue.getSourceLocation().getLine(), 1),
                Math.max(issue.getSourceLocation().getColumn() + 1, 1),
                issue.getMessage());
    }
}
