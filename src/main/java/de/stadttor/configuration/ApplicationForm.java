package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.array;
import static de.stadttor.configuration.Entries.flag;
import static de.stadttor.configuration.Entries.required;
import static de.stadttor.configuration.Entries.text;
import static de.stadttor.configuration.Entries.texts;

import de.stadttor.application.Application;
import de.stadttor.application.Application.Access;
import de.stadttor.application.Application.Role;
import de.stadttor.application.Application.Subject;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An application as it stands in the document, with the defaults of what it leaves out. */
final class ApplicationForm {

    static final List<String> DEFAULT_AUTHENTICATION = List.of("client_secret_basic");
    static final List<String> DEFAULT_GRANTS = List.of("authorization_code");
    private static final List<String> DEFAULT_SCOPES = List.of("openid");

    private ApplicationForm() {}

    /** For an entry that the schema and the checks have found good. */
    static Application read(JsonNode entry, boolean firstClient) {
        List<Role> roles = new ArrayList<>();
        Entries.each(
                entry,
                "roles",
                "",
                (path, role) -> roles.add(
                        new Role(required(role, "id"), names(role.path("name")), flag(role, "sensitive", false))));
        String alg = text(entry, "id-token-alg");
        return new Application(
                required(entry, "id"),
                names(entry.path("name")),
                texts(entry, "owners"),
                "native".equals(text(entry, "application-type")) ? Application.Type.NATIVE : Application.Type.WEB,
                texts(entry, "redirect-uris"),
                texts(entry, "post-logout-redirect-uris"),
                text(entry, "backchannel-logout-uri"),
                Set.copyOf(texts(entry, "client-authentication", DEFAULT_AUTHENTICATION)),
                grants(entry),
                Set.copyOf(texts(entry, "scopes", DEFAULT_SCOPES)),
                "public".equals(text(entry, "subject")) ? Subject.PUBLIC : Subject.PAIRWISE,
                flag(entry, "require-pkce", true),
                alg == null ? "RS256" : alg,
                text(entry, "audience"),
                Set.copyOf(texts(entry, "service-roles")),
                text(entry, "sector-identifier-uri"),
                texts(entry, "contacts"),
                roles,
                access(entry.path("access")),
                firstClient,
                ProtocolForm.read(entry));
    }

    /** By the names of their specifications. */
    private static Set<String> grants(JsonNode entry) {
        return texts(entry, "grants", DEFAULT_GRANTS).stream()
                .map(grant -> ProtocolForm.GRANTS.getOrDefault(grant, grant))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> names(JsonNode names) {
        Map<String, String> byLanguage = new LinkedHashMap<>();
        names.properties()
                .forEach(name -> byLanguage.put(name.getKey(), name.getValue().asString()));
        return byLanguage;
    }

    private static Access access(JsonNode access) {
        String assurance = text(access, "assurance");
        return new Access(
                texts(access, "states").stream().map(State::ofCode).collect(Collectors.toSet()),
                assurance == null ? Assurance.LOW : Assurance.ofAcr(assurance));
    }

    /** Without its secret. */
    static ObjectNode write(Application application) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("id", application.id());
        entry.set("name", names(application.name()));
        entry.set("owners", array(application.owners()));
        entry.put("application-type", application.type().name().toLowerCase(Locale.ROOT));
        entry.set("redirect-uris", array(application.redirectUris()));
        entry.set("post-logout-redirect-uris", array(application.postLogoutRedirectUris()));
        ProviderForm.put(entry, "backchannel-logout-uri", application.backchannelLogoutUri());
        entry.set("client-authentication", sorted(application.clientAuthentication()));
        entry.set(
                "grants",
                sorted(application.grants().stream()
                        .map(grant -> ProtocolForm.GRANTS.entrySet().stream()
                                .filter(name -> name.getValue().equals(grant))
                                .map(Map.Entry::getKey)
                                .findAny()
                                .orElse(grant))
                        .collect(Collectors.toSet())));
        entry.set("scopes", sorted(application.scopes()));
        entry.put("subject", application.subject().name().toLowerCase(Locale.ROOT));
        entry.put("require-pkce", application.requirePkce());
        entry.put("id-token-alg", application.idTokenAlg());
        ProviderForm.put(entry, "audience", application.audience());
        if (!application.serviceRoles().isEmpty()) {
            entry.set("service-roles", sorted(application.serviceRoles()));
        }
        ProviderForm.put(entry, "sector-identifier-uri", application.sectorIdentifierUri());
        if (!application.contacts().isEmpty()) {
            entry.set("contacts", array(application.contacts()));
        }
        ProtocolForm.write(entry, application.protocol());
        ArrayNode roles = entry.putArray("roles");
        for (Role role : application.roles()) {
            ObjectNode node = roles.addObject().put("id", role.id());
            node.set("name", names(role.name()));
            node.put("sensitive", role.sensitive());
        }
        ObjectNode access = entry.putObject("access");
        access.set(
                "states",
                array(application.access().states().stream()
                        .map(State::code)
                        .sorted()
                        .toList()));
        access.put("assurance", application.access().assurance().acr());
        return entry;
    }

    private static ObjectNode names(Map<String, String> names) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(names).forEach(node::put);
        return node;
    }

    private static ArrayNode sorted(Set<String> words) {
        return array(new TreeSet<>(words));
    }
}
