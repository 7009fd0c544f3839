package de.stadttor.configuration;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import de.stadttor.platform.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON Schema, and what it finds wrong with a document in words for its author. */
public final class DocumentSchema {

    private static final String TEXT = load();
    private static final JsonNode TREE = JsonMapper.shared().readTree(TEXT);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TREE);

    private DocumentSchema() {}

    /** The schema itself, JSON Schema draft 2020-12. */
    public static String text() {
        return TEXT;
    }

    static void check(JsonNode tree, Problems problems) {
        for (Error error : SCHEMA.validate(tree)) {
            String path = pointer(error.getInstanceLocation());
            String property = error.getProperty();
            switch (error.getKeyword()) {
                case "additionalProperties" ->
                    problems.add(path + "/" + escaped(property), unknownKey(error, property));
                case "required" ->
                    problems.add(
                            path,
                            Quoted.of(String.valueOf(property)) + " is missing" + expected(part(error, property)));
                default -> problems.add(path, message(error, path));
            }
        }
    }

    private static String message(Error error, String path) {
        JsonNode schema = part(error, null);
        JsonNode value = error.getInstanceNode();
        String shown = path.endsWith("secret") || value == null || !value.isValueNode() ? "this" : shown(value);
        return switch (error.getKeyword()) {
            case "type" -> shown + " is " + kind(value) + expected(schema);
            case "enum" -> shown + " is not known, expected one of " + words(schema);
            case "const" -> shown + " is not known" + expected(schema);
            case "uniqueItems" -> "an entry stands here twice, expected each one once";
            case "minItems" -> "the list is empty" + expected(schema);
            case "maxItems" -> "the list is too long, expected at most " + schema.path("maxItems") + " entries";
            case "minLength" -> "the text is empty" + expected(schema);
            case "maxLength" -> "the text is too long, expected at most " + schema.path("maxLength") + " characters";
            default -> shown + " does not fit" + expected(schema);
        };
    }

    private static String unknownKey(Error error, @Nullable String property) {
        String known = part(error, null).path("properties").propertyNames().stream()
                .sorted()
                .collect(Collectors.joining(", "));
        return "unknown key " + Quoted.of(String.valueOf(property)) + ", expected one of " + known;
    }

    private static String expected(JsonNode schema) {
        String description = description(schema);
        return description == null ? "" : ", expected " + description;
    }

    private static @Nullable String description(JsonNode schema) {
        String own = Entries.text(schema, "description");
        if (own != null) {
            return own;
        }
        String reference = Entries.text(schema, "$ref");
        return reference == null ? null : description(TREE.at(reference.substring(1)));
    }

    /** The part of the schema that was violated, or that of one of its properties. */
    private static JsonNode part(Error error, @Nullable String property) {
        String fragment = String.valueOf(error.getSchemaLocation().getFragment());
        String pointer = fragment.startsWith("#") ? fragment.substring(1) : fragment;
        JsonNode part = TREE.at(pointer.substring(0, pointer.lastIndexOf('/')));
        return property == null ? part : part.path("properties").path(property);
    }

    private static String words(JsonNode schema) {
        return schema.path("enum").values().stream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private static String shown(JsonNode value) {
        return value.isNull() ? "nothing" : Quoted.of(value.asString());
    }

    private static String kind(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "empty";
        }
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            default -> "a map";
        };
    }

    private static String pointer(NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(escaped(String.valueOf(path.getElement(i))));
        }
        return pointer.toString();
    }

    private static String escaped(@Nullable String step) {
        return step == null ? "" : step.replace("~", "~0").replace("/", "~1");
    }

    private static String load() {
        try (InputStream schema = DocumentSchema.class.getResourceAsStream("/schema/configuration.schema.json")) {
            return new String(
                    java.util.Objects.requireNonNull(schema, "the schema is part of this program")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
