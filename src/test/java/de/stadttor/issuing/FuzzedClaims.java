package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Claims that somebody wrote: the usual ones with a few changed, taken away or added, or any JSON object. */
final class FuzzedClaims {

    private static final int MOST_CHANGES = 4;
    private static final int DEEPEST = 3;

    private FuzzedClaims() {}

    /** No input at all gives the usual claims as they are. */
    static Map<String, Object> of(FuzzedDataProvider data, Map<String, Object> usual) {
        if (data.consumeBoolean()) {
            return read(data.consumeRemainingAsString());
        }
        Map<String, Object> claims = new TreeMap<>(usual);
        List<String> names = List.copyOf(claims.keySet());
        int changes = data.consumeInt(0, MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            String name = data.consumeBoolean() ? data.consumeString(12) : data.pickValue(names);
            if (data.consumeBoolean()) {
                claims.remove(name);
            } else {
                claims.put(name, value(data, usual, 0));
            }
        }
        return claims;
    }

    private static Map<String, Object> read(String text) {
        try {
            return Json.readMap(text);
        } catch (JacksonException | IllegalArgumentException e) {
            return Map.of("text", text);
        }
    }

    private static @Nullable Object value(FuzzedDataProvider data, Map<String, Object> usual, int depth) {
        return switch (data.consumeInt(0, depth < DEEPEST ? 9 : 7)) {
            case 0 -> data.consumeString(20);
            case 1 -> data.pickValue(List.copyOf(usual.values()));
            case 2 -> FuzzWorld.NOW + data.consumeInt(-4_000, 4_000);
            case 3 -> data.consumeLong();
            case 4 -> data.consumeDouble();
            case 5 -> data.consumeBoolean();
            case 6 -> String.valueOf(data.consumeInt());
            case 7 -> null;
            case 8 -> list(data, usual, depth + 1);
            default -> tree(data, usual, depth + 1);
        };
    }

    private static List<@Nullable Object> list(FuzzedDataProvider data, Map<String, Object> usual, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int size = data.consumeInt(0, 3); list.size() < size; ) {
            list.add(value(data, usual, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> tree(FuzzedDataProvider data, Map<String, Object> usual, int depth) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        int size = data.consumeInt(0, 3);
        for (int i = 0; i < size; i++) {
            tree.put(data.consumeString(8), value(data, usual, depth));
        }
        return tree;
    }
}
