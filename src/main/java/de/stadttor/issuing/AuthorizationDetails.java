package de.stadttor.issuing;

import de.stadttor.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code authorization_details} (RFC 9396 section 2): objects of types that the application registered. */
final class AuthorizationDetails {

    private static final int MOST = 20;
    private static final List<String> LISTS = List.of("locations", "actions", "datatypes", "privileges");
    private static final JsonMapper JSON = JsonMapper.shared();

    private AuthorizationDetails() {}

    /**
     * Empty where it does not conform (section 5: {@code invalid_authorization_details}).
     *
     * @param types that the application may ask for
     */
    static Optional<List<Map<String, Object>>> read(String text, Set<String> types) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (!tree.isArray() || tree.isEmpty() || tree.size() > MOST) {
                return Optional.empty();
            }
            List<Map<String, Object>> details = new ArrayList<>();
            for (JsonNode detail : tree) {
                if (!conforms(detail, types)) {
                    return Optional.empty();
                }
                details.add(Json.readMap(detail.toString()));
            }
            return Optional.of(details);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean conforms(JsonNode detail, Set<String> types) {
        return detail.isObject()
                && detail.path("type").isString()
                && types.contains(detail.path("type").stringValue())
                && (!detail.has("identifier") || detail.path("identifier").isString())
                && LISTS.stream().allMatch(list -> !detail.has(list) || isTexts(detail.path(list)));
    }

    private static boolean isTexts(JsonNode list) {
        return list.isArray() && list.valueStream().allMatch(JsonNode::isString);
    }
}
