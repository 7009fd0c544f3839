package de.stadttor.registration;

import de.stadttor.platform.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The members of a registration request, each read with the type that it must have. What has the value null counts as left
 * out (RFC 7592 section 2.2).
 */
final class Fields {

    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_TEXTS = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Object> json;

    private Fields(Map<String, Object> json) {
        this.json = json;
    }

    /**
     * @throws InvalidClientMetadata where it is no JSON object
     */
    static Fields parse(byte[] body) {
        try {
            Map<String, Object> json = MAPPER.readValue(body, new TypeReference<Map<String, Object>>() {});
            if (json != null) {
                Map<String, Object> present = new LinkedHashMap<>(json);
                present.values().removeIf(value -> value == null);
                return new Fields(present);
            }
        } catch (JacksonException e) {
            throw new InvalidClientMetadata("body", "expected one JSON object, with each member once");
        }
        throw new InvalidClientMetadata("body", "expected one JSON object");
    }

    Set<String> names() {
        return json.keySet();
    }

    boolean has(String name) {
        return json.containsKey(name);
    }

    @Nullable
    String text(String name) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new InvalidClientMetadata(name, "expected a text");
        }
        return checked(name, text);
    }

    /** Empty where it is left out; what stands there twice is there once. */
    List<String> texts(String name) {
        Object value = json.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new InvalidClientMetadata(name, "expected an array of texts");
        }
        if (list.size() > MOST_TEXTS) {
            throw new InvalidClientMetadata(name, "expected at most " + MOST_TEXTS + " values");
        }
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof String text)) {
                throw new InvalidClientMetadata(name, "expected an array of texts");
            }
            texts.add(checked(name, text));
        }
        return texts.stream().distinct().toList();
    }

    boolean flag(String name) {
        Object value = json.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new InvalidClientMetadata(name, "expected true or false");
    }

    /** Null where it is left out. */
    @Nullable
    Integer number(String name, int most) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer number && number >= 0 && number <= most) {
            return number;
        }
        throw new InvalidClientMetadata(name, "expected a whole number from 0 to " + most);
    }

    /** Null where it is left out. */
    @Nullable
    Map<?, ?> object(String name) {
        Object value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            checkTexts(name, map);
            return map;
        }
        throw new InvalidClientMetadata(name, "expected an object");
    }

    /** An object is stored as it is, with members that nobody knows. */
    private static void checkTexts(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            checkTexts(name, map.keySet());
            checkTexts(name, map.values());
        } else if (value instanceof Collection<?> several) {
            several.forEach(one -> checkTexts(name, one));
        } else if (value instanceof String text) {
            checkVisible(name, text);
        }
    }

    /** One of those that are known; null where it is left out. */
    @Nullable
    String choice(String name, Collection<String> known) {
        String value = text(name);
        if (value != null && !known.contains(value)) {
            throw new InvalidClientMetadata(
                    name, Quoted.of(value) + " is not supported, expected one of " + list(known));
        }
        return value;
    }

    String choice(String name, Collection<String> known, String otherwise) {
        String value = choice(name, known);
        return value == null ? otherwise : value;
    }

    /** Some of those that are known; empty where it is left out. */
    List<String> choices(String name, Collection<String> known) {
        List<String> values = texts(name);
        for (String value : values) {
            if (!known.contains(value)) {
                throw new InvalidClientMetadata(
                        name, Quoted.of(value) + " is not supported, expected some of " + list(known));
            }
        }
        return values;
    }

    private static String list(Collection<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }

    /** What nobody can read is no text, and what turns the reading direction is none to be shown. */
    private static String checked(String name, String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new InvalidClientMetadata(name, "expected a text of 1 to " + LONGEST_TEXT + " characters");
        }
        checkVisible(name, text);
        return text;
    }

    private static void checkVisible(String name, String text) {
        if (!text.equals(Quoted.visible(text)) || text.codePoints().anyMatch(Fields::isSurrogate)) {
            throw new InvalidClientMetadata(name, "expected a text without control characters");
        }
    }

    private static boolean isSurrogate(int c) {
        return Character.getType(c) == Character.SURROGATE;
    }
}
