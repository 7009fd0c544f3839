package de.stadttor.configuration;

import de.stadttor.platform.Quoted;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a JSON tree from the events of a YAML parser. Own tags, complex keys and repeated keys are refused; depth and
 * what aliases unfold to are bounded, so that a short text cannot become a large tree.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 64;
    private static final int LONGEST_KEY = 500;
    private static final int MAX_ALIASED = 10_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Told of each value as it is met. */
    interface Visitor {
        void at(Path path, Position position);
    }

    /** The way from the document to a value. */
    static final class Path {

        private final StringBuilder pointer = new StringBuilder();

        String pointer() {
            return pointer.toString();
        }

        private int enter(String step) {
            int before = pointer.length();
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
            return before;
        }

        private void leave(int before) {
            pointer.setLength(before);
        }
    }

    private record Anchored(JsonNode node, int size) {}

    private final Iterator<Event> events;
    private final Visitor visitor;
    private final Path path = new Path();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int made;
    private int aliased;

    YamlTree(Iterator<Event> events, Visitor visitor) {
        this.events = events;
        this.visitor = visitor;
    }

    JsonNode document() {
        Event event = events.next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = events.next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw refused(event, "the document is empty, expected \"version: 1\" and what is to be configured");
        }
        JsonNode root = node(event, 0);
        events.next();
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw refused(after, "a second document begins here, expected one document only");
        }
        return root;
    }

    private JsonNode node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw refused(event, "nested too deep, expected at most " + MAX_DEPTH + " levels");
        }
        visitor.at(path, position(event));
        int before = made++;
        JsonNode node = switch (event) {
            case AliasEvent alias -> copy(alias);
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, depth);
            case MappingStartEvent start -> mapping(start, depth);
            default -> throw refused(event, "expected a value");
        };
        if (event instanceof NodeEvent anchored && !(event instanceof AliasEvent)) {
            anchored.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, made - before)));
        }
        return node;
    }

    private JsonNode copy(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw refused(alias, "the alias *" + alias.getAlias() + " names no anchor before it");
        }
        made += anchored.size();
        aliased += anchored.size();
        if (aliased > MAX_ALIASED) {
            throw refused(alias, "aliases unfold to too much, expected at most " + MAX_ALIASED + " values");
        }
        return anchored.node();
    }

    private ArrayNode sequence(SequenceStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        ArrayNode array = JSON.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            int before = path.enter(Integer.toString(array.size()));
            array.add(node(event, depth + 1));
            path.leave(before);
        }
        return array;
    }

    private ObjectNode mapping(MappingStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        ObjectNode object = JSON.objectNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw refused(event, "expected a word as key");
            }
            if (key.getValue().length() > LONGEST_KEY) {
                throw refused(key, "the key is too long, expected at most " + LONGEST_KEY + " characters");
            }
            int before = path.enter(key.getValue());
            if (object.has(key.getValue())) {
                throw refused(key, "the key " + Quoted.of(key.getValue()) + " stands here a second time");
            }
            object.set(key.getValue(), node(events.next(), depth + 1));
            path.leave(before);
        }
        return object;
    }

    private JsonNode scalar(ScalarEvent scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag()
                .map(Tag::new)
                .orElseGet(() ->
                        YamlText.SCALARS.resolve(value, scalar.getImplicit().canOmitTagInPlainScalar()));
        if (tag.equals(Tag.STR)) {
            return JSON.stringNode(value);
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        try {
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(value));
            }
            if (tag.equals(Tag.INT)) {
                return number(value);
            }
            if (tag.equals(Tag.FLOAT)) {
                double number = Double.parseDouble(value);
                return Double.isFinite(number) ? JSON.numberNode(number) : JSON.stringNode(value);
            }
        } catch (NumberFormatException e) {
            return JSON.stringNode(value);
        }
        throw refused(scalar, "the tag " + Quoted.of(tag.getValue()) + " is not known here, expected none");
    }

    private static JsonNode number(String value) {
        if (value.length() <= 18) {
            return JSON.numberNode(Long.parseLong(value));
        }
        return value.length() > 40 ? JSON.stringNode(value) : JSON.numberNode(new BigInteger(value));
    }

    private void refuseTag(Event event, Optional<String> tag) {
        String name = tag.orElse(null);
        if (name != null && !name.equals(Tag.MAP.getValue()) && !name.equals(Tag.SEQ.getValue())) {
            throw refused(event, "the tag " + Quoted.of(name) + " is not known here, expected none");
        }
    }

    private InvalidConfiguration refused(Event event, String message) {
        return YamlText.refusal(position(event), path.pointer(), message);
    }

    private static Position position(Event event) {
        return YamlText.position(mark(event));
    }

    private static org.snakeyaml.engine.v2.exceptions.@Nullable Mark mark(Event event) {
        return event.getStartMark().orElse(null);
    }
}
