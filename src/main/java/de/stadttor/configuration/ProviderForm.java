package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.array;
import static de.stadttor.configuration.Entries.required;
import static de.stadttor.configuration.Entries.text;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Provider.ClaimProfile;
import de.stadttor.federation.Provider.Directory;
import de.stadttor.federation.Provider.Help;
import de.stadttor.federation.Provider.Logout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A provider as it stands in the document. */
final class ProviderForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProviderForm() {}

    /** For an entry that the schema and the checks have found good. */
    static Provider read(JsonNode entry) {
        List<Municipality> municipalities = new ArrayList<>();
        Entries.each(
                entry,
                "municipalities",
                "",
                (path, item) -> municipalities.add(new Municipality(required(item, "ags"), required(item, "name"))));
        Map<String, Assurance> assurance = new TreeMap<>();
        entry.path("assurance")
                .properties()
                .forEach(level -> assurance.put(
                        level.getKey(), Assurance.ofAcr(level.getValue().asString())));
        JsonNode claims = entry.path("claims");
        return new Provider(
                required(entry, "id"),
                required(entry, "name"),
                required(entry, "issuer"),
                required(entry, "client-id"),
                Entries.texts(entry, "email-domains").stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .toList(),
                Entries.flag(entry, "enabled", true),
                municipalities,
                help(entry.get("help")),
                "hub".equals(text(entry, "logout")) ? Logout.HUB : Logout.PROVIDER,
                new ClaimProfile(
                        text(claims, "groups"), text(claims, "roles"), text(claims, "org-unit"), text(claims, "ags")),
                assurance,
                directory(entry.get("directory")));
    }

    private static @Nullable Help help(@Nullable JsonNode help) {
        return help == null ? null : new Help(text(help, "name"), text(help, "email"), text(help, "phone"));
    }

    private static @Nullable Directory directory(@Nullable JsonNode directory) {
        return directory == null
                ? null
                : new Directory(
                        required(directory, "type"),
                        required(directory, "url"),
                        required(directory, "realm"),
                        required(directory, "client-id"));
    }

    /** Without its secrets. */
    static ObjectNode write(Provider provider) {
        ObjectNode entry = JSON.objectNode()
                .put("id", provider.id())
                .put("name", provider.name())
                .put("issuer", provider.issuer())
                .put("client-id", provider.clientId());
        entry.set("email-domains", array(provider.emailDomains()));
        entry.put("enabled", provider.enabled());
        ArrayNode municipalities = entry.putArray("municipalities");
        provider.municipalities()
                .forEach(m -> municipalities.addObject().put("ags", m.ags()).put("name", m.name()));
        Help help = provider.help();
        if (help != null) {
            ObjectNode node = entry.putObject("help");
            put(node, "name", help.name());
            put(node, "email", help.email());
            put(node, "phone", help.phone());
        }
        entry.put("logout", provider.logout().name().toLowerCase(Locale.ROOT));
        ObjectNode claims = entry.putObject("claims");
        put(claims, "groups", provider.claims().groups());
        put(claims, "roles", provider.claims().roles());
        put(claims, "org-unit", provider.claims().orgUnit());
        put(claims, "ags", provider.claims().ags());
        ObjectNode assurance = entry.putObject("assurance");
        new TreeMap<>(provider.assurance()).forEach((acr, level) -> assurance.put(acr, level.acr()));
        Directory directory = provider.directory();
        if (directory != null) {
            entry.putObject("directory")
                    .put("type", directory.type())
                    .put("url", directory.url())
                    .put("realm", directory.realm())
                    .put("client-id", directory.clientId());
        }
        return entry;
    }

    static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }
}
