package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.array;
import static de.stadttor.configuration.Entries.required;
import static de.stadttor.configuration.Entries.text;
import static de.stadttor.configuration.Entries.texts;

import de.stadttor.access.ConditionJson;
import de.stadttor.access.Release;
import de.stadttor.access.Rule;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rules and releases as they stand in the document. */
final class RuleForm {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private RuleForm() {}

    /** For an entry that the schema and the checks have found good. */
    static Rule read(JsonNode entry) {
        return new Rule(
                required(entry, "id"),
                required(entry, "provider"),
                required(entry, "application"),
                ConditionJson.fromJson(map(entry.path("when"))),
                Set.copyOf(texts(entry, "grant")),
                date(entry, "from"),
                date(entry, "until"),
                text(entry, "why"));
    }

    static Map<String, Object> map(JsonNode node) {
        return JsonMapper.shared().convertValue(node, MAP);
    }

    static ObjectNode write(Rule rule) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("id", rule.id())
                .put("provider", rule.provider())
                .put("application", rule.application());
        entry.set("when", JsonMapper.shared().valueToTree(ConditionJson.toMap(rule.when())));
        entry.set("grant", array(new TreeSet<>(rule.grant())));
        put(entry, "from", rule.from());
        put(entry, "until", rule.until());
        ProviderForm.put(entry, "why", rule.why());
        return entry;
    }

    static Release readRelease(JsonNode entry) {
        return new Release(
                required(entry, "provider"),
                required(entry, "application"),
                Set.copyOf(texts(entry, "claims")),
                date(entry, "until"),
                text(entry, "legal-basis"));
    }

    static ObjectNode write(Release release) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("provider", release.provider())
                .put("application", release.application());
        entry.set("claims", array(new TreeSet<>(release.claims())));
        put(entry, "until", release.until());
        ProviderForm.put(entry, "legal-basis", release.legalBasis());
        return entry;
    }

    private static void put(ObjectNode entry, String key, @Nullable LocalDate date) {
        ProviderForm.put(entry, key, date == null ? null : date.toString());
    }

    private static @Nullable LocalDate date(JsonNode entry, String key) {
        String text = text(entry, key);
        return text == null ? null : LocalDate.parse(text);
    }
}
