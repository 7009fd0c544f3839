package de.stadttor.proposal;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleJson;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes as they are stored: the same ones always in the same words. */
final class Changes {

    private Changes() {}

    static List<Map<String, Object>> toJson(List<RuleChange> changes) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (RuleChange change : changes) {
            Map<String, Object> sides = new LinkedHashMap<>();
            if (change.before() != null) {
                sides.put("before", RuleJson.toMap(change.before()));
            }
            if (change.after() != null) {
                sides.put("after", RuleJson.toMap(change.after()));
            }
            json.add(sides);
        }
        return json;
    }

    static List<RuleChange> fromJson(String json) {
        List<RuleChange> changes = new ArrayList<>();
        if (Json.readMap("{\"changes\":" + json + "}").get("changes") instanceof List<?> list) {
            for (Object sides : list) {
                if (sides instanceof Map<?, ?> map) {
                    changes.add(new RuleChange(rule(map.get("before")), rule(map.get("after"))));
                }
            }
        }
        return changes;
    }

    private static @Nullable Rule rule(@Nullable Object json) {
        return json == null ? null : RuleJson.fromMap(Json.readMap(Json.write(json)), "", -1);
    }

    /** SHA-256, hexadecimal. */
    static String hash(List<RuleChange> changes) {
        byte[] text = Json.write(toJson(changes)).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(OpaqueKeys.sha256(text));
    }
}
