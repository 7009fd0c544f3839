package de.stadttor.directory;

import de.stadttor.directory.ProviderSetup.Difference;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** One client of the realm, brought to what is wanted; a mapper of somebody else's is left alone. */
final class ClientSetup {

    private static final List<Field<?>> FIELDS = List.of(
            new Field<>("name", ClientRepresentation::getName, ClientRepresentation::setName),
            new Field<>("protocol", ClientRepresentation::getProtocol, ClientRepresentation::setProtocol),
            new Field<>("enabled", ClientRepresentation::isEnabled, ClientRepresentation::setEnabled),
            new Field<>("public client", ClientRepresentation::isPublicClient, ClientRepresentation::setPublicClient),
            new Field<>("bearer only", ClientRepresentation::isBearerOnly, ClientRepresentation::setBearerOnly),
            new Field<>("consent", ClientRepresentation::isConsentRequired, ClientRepresentation::setConsentRequired),
            new Field<>(
                    "authentication",
                    ClientRepresentation::getClientAuthenticatorType,
                    ClientRepresentation::setClientAuthenticatorType),
            new Field<>(
                    "standard flow",
                    ClientRepresentation::isStandardFlowEnabled,
                    ClientRepresentation::setStandardFlowEnabled),
            new Field<>(
                    "implicit flow",
                    ClientRepresentation::isImplicitFlowEnabled,
                    ClientRepresentation::setImplicitFlowEnabled),
            new Field<>(
                    "direct access grants",
                    ClientRepresentation::isDirectAccessGrantsEnabled,
                    ClientRepresentation::setDirectAccessGrantsEnabled),
            new Field<>(
                    "service account",
                    ClientRepresentation::isServiceAccountsEnabled,
                    ClientRepresentation::setServiceAccountsEnabled),
            new Field<>(
                    "full scope", ClientRepresentation::isFullScopeAllowed, ClientRepresentation::setFullScopeAllowed),
            new Field<>(
                    "front-channel logout",
                    ClientRepresentation::isFrontchannelLogout,
                    ClientRepresentation::setFrontchannelLogout),
            new Field<>("redirect URIs", ClientRepresentation::getRedirectUris, ClientRepresentation::setRedirectUris),
            new Field<>("web origins", ClientRepresentation::getWebOrigins, ClientRepresentation::setWebOrigins));

    private final RealmResource realm;
    private final ClientRepresentation wanted;
    private final String label;

    ClientSetup(RealmResource realm, ClientRepresentation wanted) {
        this.realm = realm;
        this.wanted = wanted;
        this.label = "client " + wanted.getClientId() + ": ";
    }

    /** Its resource in the realm; null where it is missing. */
    @Nullable
    ClientResource resource() {
        return realm.clients().findByClientId(wanted.getClientId()).stream()
                .findFirst()
                .map(client -> realm.clients().get(client.getId()))
                .orElse(null);
    }

    @Nullable
    String secret() {
        ClientResource client = resource();
        return client == null ? null : client.getSecret().getValue();
    }

    List<Difference> differences() {
        ClientResource client = resource();
        if (client == null) {
            return List.of(new Difference(label + "missing", this::create));
        }
        List<Difference> all = new ArrayList<>(fields(client));
        all.addAll(mappers(client));
        all.addAll(scopes(client));
        return all;
    }

    private void create() {
        try (Response response = realm.clients().create(wanted)) {
            if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                throw new WebApplicationException(response.getStatus());
            }
        }
        // Keycloak adds scopes and flags of its own to a new client.
        differences().forEach(difference -> difference.mend().run());
    }

    private List<Difference> fields(ClientResource client) {
        ClientRepresentation actual = client.toRepresentation();
        List<String> words = new ArrayList<>();
        FIELDS.forEach(field -> field.carryOver(actual, wanted, words));
        Map<String, String> attributes =
                new LinkedHashMap<>(Objects.requireNonNullElse(actual.getAttributes(), Map.<String, String>of()));
        wanted.getAttributes().forEach((name, value) -> {
            String before = attributes.put(name, value);
            if (!sameList(before, value)) {
                words.add(name + " " + before + " → " + value);
            }
        });
        actual.setAttributes(attributes);
        if (wanted.getSecret() != null
                && !wanted.getSecret().equals(client.getSecret().getValue())) {
            actual.setSecret(wanted.getSecret());
            words.add("another secret");
        }
        // One update mends all of them; the others are words only.
        List<Difference> all = new ArrayList<>();
        for (String word : words) {
            all.add(new Difference(label + word, all.isEmpty() ? () -> client.update(actual) : () -> {}));
        }
        return all;
    }

    /** Keycloak keeps lists in an attribute with {@code ##} between, in any order. */
    private static boolean sameList(@Nullable String one, String other) {
        return one != null && new TreeSet<>(List.of(one.split("##"))).equals(new TreeSet<>(List.of(other.split("##"))));
    }

    private List<Difference> mappers(ClientResource client) {
        List<Difference> all = new ArrayList<>();
        List<ProtocolMapperRepresentation> actual = client.getProtocolMappers().getMappers();
        for (ProtocolMapperRepresentation mapper : wanted.getProtocolMappers()) {
            ProtocolMapperRepresentation there = actual.stream()
                    .filter(m -> m.getName().equals(mapper.getName()))
                    .findFirst()
                    .orElse(null);
            if (there == null) {
                all.add(new Difference(
                        label + "mapper " + mapper.getName() + " missing",
                        () -> client.getProtocolMappers().createMapper(List.of(mapper))));
            } else if (!there.getProtocolMapper().equals(mapper.getProtocolMapper())
                    || !there.getConfig()
                            .entrySet()
                            .containsAll(mapper.getConfig().entrySet())) {
                all.add(new Difference(label + "mapper " + mapper.getName() + " differs", () -> {
                    client.getProtocolMappers().delete(there.getId());
                    client.getProtocolMappers().createMapper(List.of(mapper));
                }));
            }
        }
        return all;
    }

    private List<Difference> scopes(ClientResource client) {
        List<Difference> all = new ArrayList<>();
        for (ClientScopeRepresentation scope : client.getDefaultClientScopes()) {
            if (!wanted.getDefaultClientScopes().contains(scope.getName())) {
                all.add(new Difference(
                        label + "default scope " + scope.getName() + " too many",
                        () -> client.removeDefaultClientScope(scope.getId())));
            }
        }
        for (ClientScopeRepresentation scope : client.getOptionalClientScopes()) {
            all.add(new Difference(
                    label + "optional scope " + scope.getName() + " too many",
                    () -> client.removeOptionalClientScope(scope.getId())));
        }
        List<String> there = client.getDefaultClientScopes().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
        realm.clientScopes().findAll().stream()
                .filter(scope -> wanted.getDefaultClientScopes().contains(scope.getName()))
                .filter(scope -> !there.contains(scope.getName()))
                .forEach(scope -> all.add(new Difference(
                        label + "default scope " + scope.getName() + " missing",
                        () -> client.addDefaultClientScope(scope.getId()))));
        return all;
    }

    private record Field<T>(
            String name, Function<ClientRepresentation, T> get, BiConsumer<ClientRepresentation, T> set) {

        void carryOver(ClientRepresentation actual, ClientRepresentation wanted, List<String> words) {
            T before = get.apply(actual);
            T after = get.apply(wanted);
            if (!Objects.equals(comparable(before), comparable(after))) {
                words.add(name + " " + before + " → " + after);
                set.accept(actual, after);
            }
        }

        private static @Nullable Object comparable(@Nullable Object value) {
            return value instanceof Collection<?> many ? Set.copyOf(many) : value;
        }
    }
}
