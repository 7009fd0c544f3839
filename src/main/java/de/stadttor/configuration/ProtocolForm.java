package de.stadttor.configuration;

import static de.stadttor.configuration.Entries.array;
import static de.stadttor.configuration.Entries.flag;
import static de.stadttor.configuration.Entries.text;
import static de.stadttor.configuration.Entries.texts;

import de.stadttor.application.Application;
import de.stadttor.application.Protocol;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.application.Protocol.CertificateSubject;
import de.stadttor.application.Protocol.Demand;
import de.stadttor.application.Protocol.Jose;
import de.stadttor.application.Protocol.Profile;
import de.stadttor.platform.Json;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an application wants of the protocol, as it stands in the document; what is common is left out there. */
final class ProtocolForm {

    /** Grants have short names in the document, and those of their specifications everywhere else. */
    static final Map<String, String> GRANTS =
            Map.of("device_code", Application.DEVICE_CODE, "token-exchange", Application.TOKEN_EXCHANGE);

    static final Map<String, Demand> DEMANDS = Map.of(
            "require-pushed-requests", Demand.PUSHED_REQUESTS,
            "require-signed-requests", Demand.SIGNED_REQUESTS,
            "dpop-bound-tokens", Demand.DPOP,
            "certificate-bound-tokens", Demand.CERTIFICATE,
            "backchannel-logout-session-required", Demand.BACKCHANNEL_LOGOUT_SESSION,
            "frontchannel-logout-session-required", Demand.FRONTCHANNEL_LOGOUT_SESSION);

    private ProtocolForm() {}

    /** For an entry that the schema and the checks have found good. */
    static Protocol read(JsonNode entry) {
        Set<Demand> demands = EnumSet.noneOf(Demand.class);
        DEMANDS.forEach((key, demand) -> {
            if (flag(entry, key, false)) {
                demands.add(demand);
            }
        });
        return new Protocol(
                "fapi2".equals(text(entry, "profile")) ? Profile.FAPI2 : Profile.NONE,
                jwks(entry),
                text(entry, "jwks-uri"),
                certificate(entry),
                demands,
                answers(entry),
                text(entry, "request-object-alg"),
                text(entry, "client-assertion-alg"),
                entry.path("default-max-age").isIntegralNumber()
                        ? entry.path("default-max-age").intValue()
                        : null,
                texts(entry, "default-acr-values"),
                texts(entry, "request-uris"),
                text(entry, "frontchannel-logout-uri"),
                Set.copyOf(texts(entry, "authorization-details-types")),
                Set.copyOf(texts(entry, "exchanges-tokens-of")),
                texts(entry, "resources"));
    }

    static @Nullable Map<String, Object> jwks(JsonNode entry) {
        return entry.path("jwks").isObject() ? Json.readMap(entry.path("jwks").toString()) : null;
    }

    /** Null where the entry names none. */
    static @Nullable CertificateSubject certificate(JsonNode entry) {
        for (CertificateSubject.Kind kind : CertificateSubject.Kind.values()) {
            String value = text(entry.path("tls-client-auth"), key(kind));
            if (value != null) {
                return new CertificateSubject(kind, value);
            }
        }
        return null;
    }

    private static Map<Answer, Jose> answers(JsonNode entry) {
        Map<Answer, Jose> answers = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            JsonNode encryption = entry.path(prefix(answer) + "-encryption");
            Jose jose = new Jose(
                    answer == Answer.ID_TOKEN ? null : text(entry, prefix(answer) + "-alg"),
                    text(encryption, "alg"),
                    encryption.isObject() ? encryption.path("enc").asString("A128CBC-HS256") : null);
            if (jose.alg() != null || jose.encryptionAlg() != null) {
                answers.put(answer, jose);
            }
        }
        return answers;
    }

    static void write(ObjectNode entry, Protocol protocol) {
        if (protocol.isFapi()) {
            entry.put("profile", "fapi2");
        }
        if (protocol.jwks() != null) {
            entry.set("jwks", JsonMapper.shared().readTree(Json.write(protocol.jwks())));
        }
        ProviderForm.put(entry, "jwks-uri", protocol.jwksUri());
        CertificateSubject certificate = protocol.certificate();
        if (certificate != null) {
            entry.putObject("tls-client-auth").put(key(certificate.kind()), certificate.value());
        }
        DEMANDS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(demand -> {
            if (protocol.demands(demand.getValue())) {
                entry.put(demand.getKey(), true);
            }
        });
        for (Answer answer : Answer.values()) {
            write(entry, prefix(answer), protocol.of(answer));
        }
        ProviderForm.put(entry, "request-object-alg", protocol.requestObjectAlg());
        ProviderForm.put(entry, "client-assertion-alg", protocol.tokenEndpointAuthAlg());
        if (protocol.defaultMaxAge() != null) {
            entry.put("default-max-age", protocol.defaultMaxAge());
        }
        put(entry, "default-acr-values", protocol.defaultAcrValues());
        put(entry, "request-uris", protocol.requestUris());
        ProviderForm.put(entry, "frontchannel-logout-uri", protocol.frontchannelLogoutUri());
        put(entry, "authorization-details-types", new TreeSet<>(protocol.authorizationDetailsTypes()));
        put(entry, "exchanges-tokens-of", new TreeSet<>(protocol.exchangesTokensOf()));
        put(entry, "resources", protocol.resources());
    }

    private static void write(ObjectNode entry, String prefix, Jose jose) {
        ProviderForm.put(entry, prefix + "-alg", jose.alg());
        if (jose.encryptionAlg() != null) {
            ObjectNode encryption = entry.putObject(prefix + "-encryption");
            encryption.put("alg", jose.encryptionAlg());
            ProviderForm.put(encryption, "enc", jose.encryptionEnc());
        }
    }

    private static void put(ObjectNode entry, String key, Iterable<String> texts) {
        if (texts.iterator().hasNext()) {
            entry.set(key, array(texts));
        }
    }

    private static String key(CertificateSubject.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String prefix(Answer answer) {
        return answer == Answer.AUTHORIZATION
                ? "authorization-response"
                : answer.metadata().replace('_', '-');
    }
}
