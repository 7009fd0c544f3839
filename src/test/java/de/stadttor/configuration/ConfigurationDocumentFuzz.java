package de.stadttor.configuration;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.access.CelExpressions;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Configuration documents: any text is refused with its places, or becomes what is wanted. */
public final class ConfigurationDocumentFuzz {

    private static final CelExpressions EXPRESSIONS = new CelExpressions();

    private ConfigurationDocumentFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        State empty = new State(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Map.of(), Map.of());
        try {
            YamlText text = new YamlText(Variables.fill(data.consumeRemainingAsString(), Map.of("SECRET", "x: y")));
            JsonNode tree = text.tree();
            Problems problems = new Problems();
            DocumentSchema.check(tree, problems);
            new DocumentChecks(tree, empty, problems, true, EXPRESSIONS).check(id -> false, Map.of());
            problems.throwIfAny(text);
            Wanted.of(tree, empty);
        } catch (InvalidConfiguration e) {
            // refused
        }
    }
}
