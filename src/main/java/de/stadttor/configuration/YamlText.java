package de.stadttor.configuration;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.databind.JsonNode;

/** A document as it was written: YAML 1.2, of which JSON is a part. Bounded in size, depth and aliases. */
final class YamlText {

    /** Enough for 100,000 rules. */
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    static final ScalarResolver SCALARS = new JsonSchema().getScalarResolver();

    private static final int LARGEST_BUFFER = 1024 * 1024;

    private final String text;

    YamlText(String text) {
        this.text = text;
    }

    /**
     * The document as a tree.
     *
     * @throws InvalidConfiguration where it is no YAML, or exceeds a bound
     */
    JsonNode tree() {
        return read((path, at) -> {});
    }

    /** Where these values stand; the nearest one around it for a value that is not there. */
    Map<String, Position> positions(Set<String> pointers) {
        Map<String, Position> all = new HashMap<>();
        read((path, at) -> all.put(path.pointer(), at));
        Map<String, Position> wanted = new HashMap<>();
        for (String pointer : pointers) {
            String at = pointer;
            while (!at.isEmpty() && !all.containsKey(at)) {
                at = at.substring(0, at.lastIndexOf('/'));
            }
            wanted.put(pointer, all.getOrDefault(at, Position.START));
        }
        return wanted;
    }

    private JsonNode read(YamlTree.Visitor visitor) {
        try {
            Iterator<Event> events = events(text);
            return new YamlTree(events, visitor).document();
        } catch (MarkedYamlEngineException e) {
            throw new InvalidConfiguration(List.of(problem(e)));
        } catch (YamlEngineException e) {
            throw refusal(Position.START, "", "this is no YAML: " + firstLine(e.getMessage()));
        }
    }

    static Iterator<Event> events(String text) {
        if (text.length() > MAX_LENGTH) {
            throw refusal(Position.START, "", "the document is too long, expected at most 16 MiB");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel("configuration")
                .setCodePointLimit(MAX_LENGTH)
                // a long value costs the square of its length over this
                .setBufferSize(Math.min(text.length() + 1, LARGEST_BUFFER))
                .build();
        return new Parse(settings).parseString(text).iterator();
    }

    static InvalidConfiguration refusal(Position at, String path, String message) {
        return new InvalidConfiguration(List.of(new Problem(at.line(), at.column(), path, message)));
    }

    static Position position(@Nullable Mark mark) {
        return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Problem problem(MarkedYamlEngineException e) {
        Position at = position(e.getProblemMark().orElse(e.getContextMark().orElse(null)));
        return new Problem(at.line(), at.column(), "", "this is no YAML: " + firstLine(e.getProblem()));
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }
}
