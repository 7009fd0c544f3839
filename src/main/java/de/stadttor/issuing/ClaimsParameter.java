package de.stadttor.issuing;

import de.stadttor.issuing.ClaimsRequest.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the {@code claims} parameter (OpenID Connect Core section 5.5). Claims and members that the hub does not know
 * are left out (section 5.5: they must not lead to an error).
 */
final class ClaimsParameter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ClaimsParameter() {}

    /** Empty where it is no claims request. */
    static Optional<ClaimsRequest> read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (!tree.isObject()) {
                return Optional.empty();
            }
            return Optional.of(new ClaimsRequest(wishes(tree.path("id_token")), wishes(tree.path("userinfo"))));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @throws IllegalArgumentException for what is no list of claims
     */
    private static Map<String, Wish> wishes(JsonNode claims) {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        if (claims.isMissingNode() || claims.isNull()) {
            return wishes;
        }
        if (!claims.isObject()) {
            throw new IllegalArgumentException("no object of claims");
        }
        claims.properties().forEach(claim -> {
            Wish wish = wish(claim.getValue());
            if (OutwardClaims.KNOWN.contains(claim.getKey())) {
                wishes.put(claim.getKey(), wish);
            }
        });
        return wishes;
    }

    private static Wish wish(JsonNode wish) {
        if (wish.isNull()) {
            return Wish.VOLUNTARY;
        }
        if (!wish.isObject()
                || (wish.has("essential") && !wish.path("essential").isBoolean())) {
            throw new IllegalArgumentException("no wish for a claim");
        }
        List<Object> values = new ArrayList<>();
        if (wish.has("value")) {
            values.add(value(wish.path("value")));
        }
        if (wish.has("values")) {
            if (!wish.path("values").isArray()) {
                throw new IllegalArgumentException("values is no array");
            }
            wish.path("values").forEach(each -> values.add(value(each)));
        }
        return new Wish(wish.path("essential").asBoolean(false), values);
    }

    private static Object value(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.isBoolean() ? value.booleanValue() : value.numberValue();
        }
        throw new IllegalArgumentException("a value is neither text nor number nor boolean");
    }
}
