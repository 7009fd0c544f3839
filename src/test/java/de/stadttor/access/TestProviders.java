package de.stadttor.access;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import java.util.List;
import java.util.Map;

/** The three providers of the demo. */
final class TestProviders {

    static final String DRESDEN = "ebit-dresden";
    static final String MAGDEBURG = "kid-magdeburg";
    static final String LEIPZIG = "lecos-leipzig";
    static final List<String> ALL = List.of(DRESDEN, MAGDEBURG, LEIPZIG);

    private TestProviders() {}

    static Provider provider(String id) {
        return provider(id, true);
    }

    static Provider provider(String id, boolean enabled) {
        return new Provider(
                id,
                id,
                "http://localhost:9001/realms/" + id,
                "stadttor",
                List.of(id + ".example"),
                enabled,
                List.of(new Municipality(agsOf(id), id)),
                null,
                Provider.Logout.PROVIDER,
                new Provider.ClaimProfile("groups", "realm_roles", "department", "ags"),
                Map.of("low", Assurance.LOW, "substantial", Assurance.SUBSTANTIAL),
                null);
    }

    static String agsOf(String provider) {
        return switch (provider) {
            case DRESDEN -> "14612000";
            case MAGDEBURG -> "15003000";
            case LEIPZIG -> "14713000";
            default -> throw new IllegalArgumentException(provider);
        };
    }
}
