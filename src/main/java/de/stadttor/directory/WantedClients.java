package de.stadttor.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The two clients that the hub needs in a provider's realm: one to sign people in, one to read the directory. */
final class WantedClients {

    /** A claim of the directory client's own token: how a sign-in tells groups, so that both are set up as one. */
    static final String GROUPS_TOLD_AS = "stadttor_groups_told_as";

    static final String BY_NAME = "name";
    private static final String BY_PATH = "path";

    private WantedClients() {}

    /** For the sign-in: confidential, authorization code with PKCE and nothing else. */
    static ClientRepresentation hub(ProviderSetup.Wanted wanted) {
        ClientRepresentation client = confidential(wanted.clientId(), "Stadttor", wanted.clientSecret());
        String hub = wanted.hubIssuer();
        client.setStandardFlowEnabled(true);
        client.setServiceAccountsEnabled(false);
        // Without it the roles mapper tells no role; the client's tokens are good for nothing at this realm.
        client.setFullScopeAllowed(true);
        client.setRedirectUris(List.of(hub + "/login/callback/" + wanted.providerId()));
        client.setDefaultClientScopes(List.of("profile", "email"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("pkce.code.challenge.method", "S256");
        attributes.put("post.logout.redirect.uris", hub + "/logout/done##" + hub + "/login/again");
        attributes.put("use.refresh.tokens", "false");
        client.setAttributes(attributes);
        client.setProtocolMappers(mappers(wanted));
        return client;
    }

    /** For the directory: a service account that may look at people and groups, and change nothing. */
    static ClientRepresentation directory(ProviderSetup.Wanted wanted) {
        ClientRepresentation client =
                confidential(wanted.directoryClientId(), "Stadttor, directory", wanted.directorySecret());
        client.setStandardFlowEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setFullScopeAllowed(true);
        client.setRedirectUris(List.of());
        client.setDefaultClientScopes(List.of("basic", "roles", "service_account"));
        client.setAttributes(new LinkedHashMap<>(Map.of("use.refresh.tokens", "false")));
        ProtocolMapperRepresentation toldAs = mapper(
                "stadttor groups told as",
                "oidc-hardcoded-claim-mapper",
                Map.of(
                        "claim.name",
                        GROUPS_TOLD_AS,
                        "claim.value",
                        wanted.fullGroupPath() ? BY_PATH : BY_NAME,
                        "jsonType.label",
                        "String"));
        toldAs.getConfig().put("id.token.claim", "false");
        toldAs.getConfig().put("userinfo.token.claim", "false");
        toldAs.getConfig().put("access.token.claim", "true");
        client.setProtocolMappers(List.of(toldAs));
        return client;
    }

    private static ClientRepresentation confidential(String id, String name, @Nullable String secret) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(id);
        client.setName(name);
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setBearerOnly(false);
        client.setConsentRequired(false);
        client.setClientAuthenticatorType("client-secret");
        client.setSecret(secret);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setFrontchannelLogout(false);
        client.setWebOrigins(List.of());
        client.setOptionalClientScopes(List.of());
        return client;
    }

    private static List<ProtocolMapperRepresentation> mappers(ProviderSetup.Wanted wanted) {
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>();
        var claims = wanted.claims();
        if (claims.groups() != null) {
            mappers.add(mapper(
                    "stadttor groups",
                    "oidc-group-membership-mapper",
                    Map.of("claim.name", claims.groups(), "full.path", String.valueOf(wanted.fullGroupPath()))));
        }
        if (claims.roles() != null) {
            mappers.add(mapper(
                    "stadttor realm roles",
                    "oidc-usermodel-realm-role-mapper",
                    Map.of("claim.name", claims.roles(), "multivalued", "true", "jsonType.label", "String")));
        }
        if (claims.orgUnit() != null) {
            mappers.add(attribute("stadttor org unit", claims.orgUnit()));
        }
        if (claims.ags() != null) {
            mappers.add(attribute("stadttor ags", claims.ags()));
        }
        mappers.add(mapper("stadttor acr", "oidc-acr-mapper", Map.of()));
        mappers.add(mapper("stadttor amr", "oidc-amr-mapper", Map.of()));
        mappers.add(mapper(
                "stadttor auth time",
                "oidc-usersessionmodel-note-mapper",
                Map.of("user.session.note", "AUTH_TIME", "claim.name", "auth_time", "jsonType.label", "long")));
        // The userinfo endpoint finds the person by the access token's subject.
        ProtocolMapperRepresentation subject = mapper("stadttor sub", "oidc-sub-mapper", Map.of());
        subject.setConfig(Map.of("access.token.claim", "true", "introspection.token.claim", "true"));
        mappers.add(subject);
        return mappers;
    }

    private static ProtocolMapperRepresentation attribute(String name, String attribute) {
        return mapper(
                name,
                "oidc-usermodel-attribute-mapper",
                Map.of("user.attribute", attribute, "claim.name", attribute, "jsonType.label", "String"));
    }

    private static ProtocolMapperRepresentation mapper(String name, String type, Map<String, String> config) {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.put("id.token.claim", "true");
        all.put("userinfo.token.claim", "true");
        all.put("access.token.claim", "false");
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(all);
        return mapper;
    }
}
