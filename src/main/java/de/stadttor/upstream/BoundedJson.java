package de.stadttor.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a provider sends: an object, not deep, not long, each name once. */
final class BoundedJson {

    static final int MAX_ENTRIES = 20_000;
    static final int MAX_CLAIMS_BYTES = 256 * 1024;
    private static final int MAX_DEPTH = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BoundedJson() {}

    /**
     * @param what for the log: what it is that is read
     */
    static Map<String, Object> object(String what, String json) throws UpstreamFailure {
        try {
            Map<String, Object> object = MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
            if (object != null) {
                return object;
            }
        } catch (JacksonException e) {
            // the parser's own words would quote the document, which holds personal data
        }
        throw UpstreamFailure.nonsense(what + " is no JSON object within the bounds");
    }

    /** Like {@link #object}, for claims, which have bounds of their own. */
    static Map<String, Object> claims(String what, String json) throws UpstreamFailure {
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_CLAIMS_BYTES) {
            throw UpstreamFailure.nonsense(what + " has more than " + MAX_CLAIMS_BYTES + " bytes");
        }
        Map<String, Object> claims = object(what, json);
        if (!bounded(claims)) {
            throw UpstreamFailure.nonsense(what + " has a claim of more than " + MAX_ENTRIES + " entries");
        }
        return claims;
    }

    private static boolean bounded(Object value) {
        return switch (value) {
            case Map<?, ?> map -> bounded(map.values());
            case Collection<?> list ->
                list.size() <= MAX_ENTRIES && list.stream().allMatch(entry -> entry == null || bounded(entry));
            default -> true;
        };
    }
}
