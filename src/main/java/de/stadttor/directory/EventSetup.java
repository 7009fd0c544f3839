package de.stadttor.directory;

import de.stadttor.directory.ProviderSetup.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Events that the realm keeps, for a quarter of a year: sign-ins, logouts, and what its administrators change. */
final class EventSetup {

    private static final long KEPT_SECONDS = 90L * 24 * 60 * 60;
    private static final String ADMIN_EVENTS_KEPT = "adminEventsExpiration";
    private static final Set<String> TYPES = Set.of("LOGIN", "LOGIN_ERROR", "LOGOUT", "LOGOUT_ERROR");

    private final RealmResource realm;

    EventSetup(RealmResource realm) {
        this.realm = realm;
    }

    List<Difference> differences() {
        List<Difference> all = new ArrayList<>();
        RealmEventsConfigRepresentation config = realm.getRealmEventsConfig();
        List<String> words = new ArrayList<>();
        if (!config.isEventsEnabled()) {
            words.add("sign-in events are not kept");
        }
        if (!Objects.equals(config.getEventsExpiration(), KEPT_SECONDS)) {
            words.add("sign-in events kept for " + config.getEventsExpiration() + " → " + KEPT_SECONDS + " s");
        }
        // An empty list means all of them; a provider may keep more than the hub needs.
        if (!config.getEnabledEventTypes().containsAll(TYPES)) {
            words.add("sign-in events lack a type of " + TYPES.stream().sorted().toList());
        }
        if (!Boolean.TRUE.equals(config.isAdminEventsEnabled())) {
            words.add("admin events are not kept");
        }
        for (String word : words) {
            all.add(new Difference("events: " + word, all.isEmpty() ? () -> mend(config) : () -> {}));
        }
        RealmRepresentation representation = realm.toRepresentation();
        Map<String, String> attributes =
                new LinkedHashMap<>(Objects.requireNonNullElse(representation.getAttributes(), Map.of()));
        String before = attributes.put(ADMIN_EVENTS_KEPT, String.valueOf(KEPT_SECONDS));
        if (!String.valueOf(KEPT_SECONDS).equals(before)) {
            all.add(new Difference("events: admin events kept for " + before + " → " + KEPT_SECONDS + " s", () -> {
                RealmRepresentation current = realm.toRepresentation();
                current.setAttributes(attributes);
                realm.update(current);
            }));
        }
        return all;
    }

    private void mend(RealmEventsConfigRepresentation config) {
        List<String> types = new ArrayList<>(config.getEnabledEventTypes());
        TYPES.stream().filter(type -> !types.contains(type)).sorted().forEach(types::add);
        config.setEventsEnabled(true);
        config.setEventsExpiration(KEPT_SECONDS);
        config.setEnabledEventTypes(types);
        config.setAdminEventsEnabled(true);
        realm.updateRealmEventsConfig(config);
    }
}
