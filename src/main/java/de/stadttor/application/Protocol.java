package de.stadttor.application;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application wants of the protocol beyond the common: its keys, what it demands of requests and tokens, and how
 * answers to it are signed and encrypted. Member names follow the client metadata of RFC 7591 and its registry.
 *
 * @param profile {@link Profile#FAPI2}: whatever lies outside of the profile is refused
 * @param jwks public keys by value; null where it has none or names them by {@code jwksUri}
 * @param jwksUri where its public keys are; null where it has none or gives them by value
 * @param certificate whose certificate it shows with {@code tls_client_auth}; null with any other method
 * @param answers how what it is told is signed and encrypted; what is missing is plain, ID tokens are always signed
 * @param requestObjectAlg the only JWS algorithm of its request objects; null: any that the hub knows but none
 * @param tokenEndpointAuthAlg the only JWS algorithm of its client assertions; null: any that the hub knows
 * @param defaultMaxAge in seconds, for requests that do not say; null: none
 * @param defaultAcrValues for requests that do not say
 * @param requestUris where its request objects may lie, compared without their fragments (OpenID Connect Registration
 *     section 2)
 * @param frontchannelLogoutUri null where it wants to hear of no logout in the browser
 * @param authorizationDetailsTypes the types of RFC 9396 that it may ask for
 * @param exchangesTokensOf applications whose people's access tokens it may exchange (RFC 8693)
 * @param resources absolute addresses by which requests name its API (RFC 8707); no two applications have
 *     the same
 */
public record Protocol(
        Profile profile,
        @Nullable Map<String, Object> jwks,
        @Nullable String jwksUri,
        @Nullable CertificateSubject certificate,
        Set<Demand> demands,
        Map<Answer, Jose> answers,
        @Nullable String requestObjectAlg,
        @Nullable String tokenEndpointAuthAlg,
        @Nullable Integer defaultMaxAge,
        List<String> defaultAcrValues,
        List<String> requestUris,
        @Nullable String frontchannelLogoutUri,
        Set<String> authorizationDetailsTypes,
        Set<String> exchangesTokensOf,
        List<String> resources) {

    /** Nothing beyond the common. */
    public static final Protocol PLAIN = new Protocol(
            Profile.NONE,
            null,
            null,
            null,
            Set.of(),
            Map.of(),
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            Set.of(),
            Set.of(),
            List.of());

    /** A set of rules that holds for an application as a whole. */
    public enum Profile {
        NONE,
        /** FAPI 2.0 Security Profile. */
        FAPI2
    }

    /** What must hold for each of its requests and tokens. */
    public enum Demand {
        /** {@code require_pushed_authorization_requests}, RFC 9126. */
        PUSHED_REQUESTS,
        /** {@code require_signed_request_object}, RFC 9101. */
        SIGNED_REQUESTS,
        /** {@code dpop_bound_access_tokens}, RFC 9449. */
        DPOP,
        /** {@code tls_client_certificate_bound_access_tokens}, RFC 8705. */
        CERTIFICATE,
        /** {@code backchannel_logout_session_required}; each logout token has the {@code sid} anyway. */
        BACKCHANNEL_LOGOUT_SESSION,
        /** {@code frontchannel_logout_session_required}; each logout address has the {@code sid} anyway. */
        FRONTCHANNEL_LOGOUT_SESSION
    }

    /** What the application is told in a JWT, or can be. */
    public enum Answer {
        ID_TOKEN,
        USERINFO,
        /** RFC 9701. */
        INTROSPECTION,
        /** JARM. */
        AUTHORIZATION;

        /** The first part of its metadata's names, {@code userinfo} for instance. */
        public String metadata() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param alg JWS; null: not signed, or for ID tokens {@link Application#idTokenAlg}
     * @param encryptionAlg JWE key management; null: not encrypted
     * @param encryptionEnc JWE content encryption; null: not encrypted
     */
    public record Jose(
            @Nullable String alg,
            @Nullable String encryptionAlg,
            @Nullable String encryptionEnc) {}

    /** RFC 8705 section 2.1.2: exactly one of these is expected in the certificate. */
    public record CertificateSubject(Kind kind, String value) {

        /** Where it stands; named after the metadata {@code tls_client_auth_…}. */
        public enum Kind {
            SUBJECT_DN,
            SAN_DNS,
            SAN_URI,
            SAN_IP,
            SAN_EMAIL
        }
    }

    public Protocol {
        demands = Set.copyOf(demands);
        answers = Map.copyOf(answers);
        defaultAcrValues = List.copyOf(defaultAcrValues);
        requestUris = List.copyOf(requestUris);
        authorizationDetailsTypes = Set.copyOf(authorizationDetailsTypes);
        exchangesTokensOf = Set.copyOf(exchangesTokensOf);
        resources = resources == null ? List.of() : List.copyOf(resources);
    }

    public boolean demands(Demand demand) {
        return demands.contains(demand);
    }

    public boolean isFapi() {
        return profile == Profile.FAPI2;
    }

    /** How this answer to it is signed and encrypted; not at all where nothing was said. */
    public Jose of(Answer answer) {
        return answers.getOrDefault(answer, new Jose(null, null, null));
    }

    /** Whether it has keys of its own at all. */
    public boolean hasKeys() {
        return jwks != null || jwksUri != null;
    }
}
