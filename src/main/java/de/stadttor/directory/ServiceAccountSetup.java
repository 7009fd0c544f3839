package de.stadttor.directory;

import de.stadttor.directory.ProviderSetup.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * What the directory's service account may do: look at people and groups, and at the realm, without which Keycloak tells
 * nobody who has a realm role; nothing of the realm's clients or events, and no change.
 */
final class ServiceAccountSetup {

    private static final String MANAGEMENT = "realm-management";
    private static final Set<String> ROLES = Set.of("view-users", "query-users", "query-groups", "view-realm");

    private final RealmResource realm;
    private final ClientSetup client;

    ServiceAccountSetup(RealmResource realm, ClientSetup client) {
        this.realm = realm;
        this.client = client;
    }

    List<Difference> differences() {
        ClientResource there = client.resource();
        Set<String> granted = Set.of();
        if (there != null && Boolean.TRUE.equals(there.toRepresentation().isServiceAccountsEnabled())) {
            granted = Set.copyOf(
                    roles().listAll().stream().map(RoleRepresentation::getName).toList());
        }
        List<Difference> all = new ArrayList<>();
        for (String role : ROLES.stream().sorted().toList()) {
            if (!granted.contains(role)) {
                all.add(difference(role, "missing", RoleScopeResource::add));
            }
        }
        for (String role : granted.stream().sorted().toList()) {
            if (!ROLES.contains(role)) {
                all.add(difference(role, "too many", RoleScopeResource::remove));
            }
        }
        return all;
    }

    private Difference difference(
            String role, String what, BiConsumer<RoleScopeResource, List<RoleRepresentation>> change) {
        return new Difference("directory service account: role " + role + " " + what, () -> {
            RoleRepresentation representation =
                    realm.clients().get(managementClient()).roles().get(role).toRepresentation();
            change.accept(roles(), List.of(representation));
        });
    }

    private RoleScopeResource roles() {
        String account = Objects.requireNonNull(client.resource())
                .getServiceAccountUser()
                .getId();
        return realm.users().get(account).roles().clientLevel(managementClient());
    }

    private String managementClient() {
        return realm.clients().findByClientId(MANAGEMENT).getFirst().getId();
    }
}
