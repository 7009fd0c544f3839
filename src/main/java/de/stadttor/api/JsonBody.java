package de.stadttor.api;

import de.stadttor.access.InvalidRules;
import de.stadttor.proposal.Edits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request, one JSON object, read with its limits before anything is done with it. */
final class JsonBody {

    private static final int MAX_BYTES = 8 * 1024 * 1024;
    private static final int MOST_SKIPPED = 4 * MAX_BYTES;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Object> json;

    private JsonBody(Map<String, Object> json) {
        this.json = json;
    }

    /**
     * @param keys what it may hold
     * @throws ResponseStatusException where it is too long, no JSON object, or holds something else
     */
    static JsonBody read(HttpServletRequest request, Set<String> keys) throws IOException {
        InputStream body = request.getInputStream();
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            // most programs read the answer only after they could send all
            for (long skipped = 0; skipped < MOST_SKIPPED && body.read() >= 0; skipped++) {
                skipped += body.skip(MOST_SKIPPED - skipped);
            }
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body is too long, expected at most 8 MiB; so many rules belong into a configuration.");
        }
        JsonBody read = new JsonBody(parsed(bytes));
        read.demandOnly(keys);
        return read;
    }

    private void demandOnly(Set<String> keys) {
        for (String key : json.keySet()) {
            if (!keys.contains(key)) {
                throw bad("There is no such part here: " + shown(key) + ", expected some of " + new TreeSet<>(keys));
            }
        }
    }

    private static Map<String, Object> parsed(byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        try {
            Map<String, Object> json = MAPPER.readValue(bytes, new TypeReference<Map<String, Object>>() {});
            if (json == null) {
                throw bad("The body is no JSON object.");
            }
            demandText(json);
            return json;
        } catch (JacksonException e) {
            throw bad("The body is no JSON object.");
        }
    }

    /** What no database can keep and nobody can read is no text. */
    private static void demandText(@Nullable Object value) {
        if (value instanceof String text && text.codePoints().anyMatch(JsonBody::isOdd)) {
            throw bad("A text holds control characters.");
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                demandText(key);
                demandText(part);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(JsonBody::demandText);
        }
    }

    private static boolean isOdd(int c) {
        return switch (Character.getType(c)) {
            case Character.SURROGATE -> true;
            case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
            default -> false;
        };
    }

    boolean has(String key) {
        return json.containsKey(key);
    }

    String required(String key) {
        String text = text(key);
        if (text == null) {
            throw bad(key + " is missing, expected a text");
        }
        return text;
    }

    @Nullable
    String text(String key) {
        Object value = json.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw bad(key + " is no text");
    }

    Map<String, Object> object(String key) {
        if (!(json.get(key) instanceof Map<?, ?> map)) {
            throw bad(key + " is no object");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    int number(String key, int absent) {
        Object value = json.get(key);
        if (value == null || value instanceof Integer) {
            return value == null ? absent : (Integer) value;
        }
        throw bad(key + " is no whole number of a usual size");
    }

    boolean flag(String key) {
        Object value = json.get(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw bad(key + " is neither true nor false");
    }

    /** A list of objects, each of which may hold these keys. */
    List<JsonBody> objects(String key, Set<String> keys) {
        List<JsonBody> objects = new ArrayList<>();
        for (Object one : list(key)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw bad(key + " is no list of objects");
            }
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            JsonBody read = new JsonBody(object);
            read.demandOnly(keys);
            objects.add(read);
        }
        return objects;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object text : list(key)) {
            if (!(text instanceof String word)) {
                throw bad(key + " is no list of texts");
            }
            texts.add(word);
        }
        return texts;
    }

    /**
     * {@code set}: rules, {@code remove}: ids.
     *
     * @param provider of the rules that do not say so themselves
     * @throws InvalidRules naming all that is no rule
     */
    Edits edits(String provider) {
        return new Edits(RuleList.read(list("set"), provider), new TreeSet<>(texts("remove")));
    }

    private List<?> list(String key) {
        Object value = json.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw bad(key + " is no list");
    }

    private static String shown(String key) {
        return key.length() > 40 ? key.substring(0, 40) + "…" : key;
    }

    private static ResponseStatusException bad(String message) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
    }
}
