package de.stadttor.registration;

import de.stadttor.application.Application;
import de.stadttor.application.Application.Access;
import de.stadttor.application.Application.Subject;
import de.stadttor.application.Protocol;
import de.stadttor.application.Protocol.Answer;
import de.stadttor.application.Protocol.CertificateSubject;
import de.stadttor.application.Protocol.Demand;
import de.stadttor.application.Protocol.Jose;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns metadata as registered into an application, without roles of its own and open to every state: releases decide. */
final class RegisteredApplication {

    private RegisteredApplication() {}

    /**
     * @param requirePkce whether it needs PKCE even where it is confidential
     */
    static Application of(String id, Metadata metadata, List<String> owners, boolean requirePkce) {
        boolean isNative = metadata.required("application_type").equals("native");
        String method = metadata.required("token_endpoint_auth_method");
        return new Application(
                id,
                names(metadata),
                owners,
                isNative ? Application.Type.NATIVE : Application.Type.WEB,
                metadata.texts("redirect_uris"),
                metadata.texts("post_logout_redirect_uris"),
                metadata.text("backchannel_logout_uri"),
                Set.of(method),
                Set.copyOf(metadata.texts("grant_types")),
                Set.copyOf(Arrays.asList(metadata.required("scope").split(" "))),
                metadata.required("subject_type").equals("public") ? Subject.PUBLIC : Subject.PAIRWISE,
                requirePkce || isNative || method.equals("none"),
                metadata.required(Answers.signed(Answer.ID_TOKEN)),
                null,
                Set.of(),
                sector(metadata),
                metadata.texts("contacts"),
                List.of(),
                new Access(EnumSet.allOf(State.class), Assurance.LOW),
                false,
                protocol(metadata));
    }

    /** OpenID Connect Core section 8.1: without a sector identifier it is the host of the redirect URIs. */
    private static @Nullable String sector(Metadata metadata) {
        String address = metadata.text("sector_identifier_uri");
        Set<String> hosts = ReturnAddresses.hosts(metadata.texts("redirect_uris"));
        return address != null || hosts.size() != 1
                ? address
                : "https://" + hosts.iterator().next();
    }

    /** By the first part of the language; what has none is German and English where these are not given. */
    private static Map<String, String> names(Metadata metadata) {
        Map<String, String> names = new LinkedHashMap<>();
        metadata.members().forEach((member, value) -> {
            if (member.startsWith("client_name#")) {
                String language = member.substring("client_name#".length()).split("-", 2)[0];
                names.putIfAbsent(language.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        String name = metadata.text("client_name");
        if (name != null) {
            names.putIfAbsent("de", name);
            names.putIfAbsent("en", name);
        }
        return names;
    }

    private static Protocol protocol(Metadata metadata) {
        Set<Demand> demands = EnumSet.noneOf(Demand.class);
        Demands.BY_MEMBER.forEach((member, demand) -> {
            if (metadata.flag(member)) {
                demands.add(demand);
            }
        });
        return new Protocol(
                Protocol.Profile.NONE,
                metadata.object("jwks"),
                metadata.text("jwks_uri"),
                certificate(metadata),
                demands,
                answers(metadata),
                metadata.text("request_object_signing_alg"),
                metadata.text("token_endpoint_auth_signing_alg"),
                metadata.number("default_max_age"),
                metadata.texts("default_acr_values"),
                metadata.texts("request_uris"),
                metadata.text("frontchannel_logout_uri"),
                Set.copyOf(metadata.texts("authorization_details_types")),
                Set.of(),
                List.of());
    }

    private static @Nullable CertificateSubject certificate(Metadata metadata) {
        for (CertificateSubject.Kind kind : CertificateSubject.Kind.values()) {
            String value = metadata.text(Keys.member(kind));
            if (value != null) {
                return new CertificateSubject(kind, value);
            }
        }
        return null;
    }

    private static Map<Answer, Jose> answers(Metadata metadata) {
        Map<Answer, Jose> answers = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            Jose jose = new Jose(
                    answer == Answer.ID_TOKEN ? null : metadata.text(Answers.signed(answer)),
                    metadata.text(Answers.encryptionAlg(answer)),
                    metadata.text(Answers.encryptionEnc(answer)));
            if (jose.alg() != null || jose.encryptionAlg() != null) {
                answers.put(answer, jose);
            }
        }
        return answers;
    }
}
