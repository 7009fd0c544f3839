package de.stadttor.application;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registered application: an OpenID Connect client with a role catalogue and a say in whom it admits. Its secret is
 * not part of it: see {@link Applications#secretMatches}.
 *
 * @param id the {@code client_id}
 * @param name by language, {@code de} and {@code en}
 * @param owners e-mail addresses of those responsible; grants nothing by itself
 * @param type native applications may use any port on loopback (RFC 8252 section 7.3)
 * @param redirectUris compared exactly
 * @param backchannelLogoutUri null where it wants to hear of no logout
 * @param clientAuthentication values of {@code token_endpoint_auth_method} that it may use
 * @param grants values of {@code grant_type}
 * @param audience the {@code aud} of its access tokens; null means itself
 * @param serviceRoles roles of the audience application that its client_credentials tokens carry
 * @param idTokenAlg the JWS algorithm of its ID tokens
 * @param sectorIdentifierUri whose host groups pairwise subjects; null: the application is its own sector
 * @param access whom it admits
 * @param firstClient made by {@code bootstrap}: never removed by a configuration
 * @param protocol what it wants beyond the common; an entry stored before there was any has none
 */
public record Application(
        String id,
        Map<String, String> name,
        List<String> owners,
        Type type,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        @Nullable String backchannelLogoutUri,
        Set<String> clientAuthentication,
        Set<String> grants,
        Set<String> scopes,
        Subject subject,
        boolean requirePkce,
        String idTokenAlg,
        @Nullable String audience,
        Set<String> serviceRoles,
        @Nullable String sectorIdentifierUri,
        List<String> contacts,
        List<Role> roles,
        Access access,
        boolean firstClient,
        Protocol protocol) {

    /** The hub itself, as its own first application. */
    public static final String STADTTOR = "stadttor";

    /** The grant of RFC 8628. */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** The grant of RFC 8693. */
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    /** RFC 7591 {@code application_type}. */
    public enum Type {
        WEB,
        NATIVE
    }

    /** OpenID Connect Core section 8. */
    public enum Subject {
        PAIRWISE,
        PUBLIC
    }

    /**
     * @param name by language
     * @param sensitive whether a second person has to approve who gets it
     */
    public record Role(String id, Map<String, String> name, boolean sensitive) {
        public Role {
            name = Map.copyOf(name);
        }
    }

    /**
     * @param states the states whose staff it admits
     * @param assurance the least that it is content with
     */
    public record Access(Set<State> states, Assurance assurance) {
        public Access {
            states = Set.copyOf(states);
        }
    }

    public Application {
        name = Map.copyOf(name);
        owners = List.copyOf(owners);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        clientAuthentication = Set.copyOf(clientAuthentication);
        grants = Set.copyOf(grants);
        scopes = Set.copyOf(scopes);
        serviceRoles = Set.copyOf(serviceRoles);
        contacts = List.copyOf(contacts);
        roles = List.copyOf(roles);
        protocol = Objects.requireNonNullElse(protocol, Protocol.PLAIN);
    }

    /** The {@code aud} of its access tokens: the application whose roles they carry. */
    public String tokenAudience() {
        return audience == null ? id : audience;
    }

    public boolean isPublicClient() {
        return clientAuthentication.equals(Set.of("none"));
    }

    /** Whether people sign in at it at all, or others hand their tokens on to it: a program that acts for itself gets nothing about anybody. */
    public boolean signsPeopleIn() {
        return grants.contains("authorization_code") || grants.contains(DEVICE_CODE) || grants.contains(TOKEN_EXCHANGE);
    }

    public Optional<Role> role(String roleId) {
        return roles.stream().filter(r -> r.id().equals(roleId)).findFirst();
    }

    /** Its name in that language, in German where it has none, and its id where it has no name at all. */
    public String name(String language) {
        return name.getOrDefault(language, name.getOrDefault("de", id));
    }
}
