package de.stadttor.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Looks into a tree that may be malformed: what is not of the expected kind counts as absent, the schema complains. */
final class Entries {

    private Entries() {}

    static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return (value != null && value.isString()) ? value.stringValue() : null;
    }

    /** For a tree that the schema has found good. */
    static String required(JsonNode node, String key) {
        String text = text(node, key);
        if (text == null) {
            throw new IllegalStateException(key + " is missing though the schema demands it");
        }
        return text;
    }

    static List<String> texts(JsonNode node, String key) {
        List<String> texts = new ArrayList<>();
        eachText(node, key, "", (path, text) -> texts.add(text));
        return texts;
    }

    /** As {@link #texts}, with a default for a list that is absent. */
    static List<String> texts(JsonNode node, String key, List<String> absent) {
        return node.has(key) ? texts(node, key) : absent;
    }

    static boolean flag(JsonNode node, String key, boolean absent) {
        JsonNode value = node.get(key);
        return (value != null && value.isBoolean()) ? value.booleanValue() : absent;
    }

    /** The texts of a list, each with its path. */
    static void eachText(JsonNode node, String key, String path, BiConsumer<String, String> visitor) {
        each(node, key, path, (at, item) -> {
            if (item.isString()) {
                visitor.accept(at, item.stringValue());
            }
        });
    }

    /** The items of a list, each with its path. */
    static void each(JsonNode node, String key, String path, BiConsumer<String, JsonNode> visitor) {
        if (node.get(key) instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                visitor.accept(path + "/" + key + "/" + i, list.get(i));
            }
        }
    }

    static ArrayNode array(Iterable<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
