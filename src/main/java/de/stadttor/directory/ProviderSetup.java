package de.stadttor.directory;

import de.stadttor.federation.Provider;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * What the hub needs in a provider's Keycloak realm: its client with its mappers, a client for the directory, and
 * events that are kept. Compares what is there with what is wanted, field by field, and mends what differs; a second
 * run finds nothing to do.
 */
public final class ProviderSetup {

    private final KeycloakAdmin admin;
    private final Wanted wanted;

    /**
     * @param clientSecret null: Keycloak makes one, which is kept
     * @param directorySecret null: Keycloak makes one, which is kept
     * @param hubIssuer the hub's public address, without a slash at its end
     * @param claims the names that the claims get; organisational unit and AGS are user attributes of the same name
     * @param fullGroupPath whether groups are told with their path ({@code /Bauaufsichtsamt/Leitung}), or by name alone
     */
    public record Wanted(
            String providerId,
            String realm,
            String clientId,
            @Nullable String clientSecret,
            String directoryClientId,
            @Nullable String directorySecret,
            String hubIssuer,
            Provider.ClaimProfile claims,
            boolean fullGroupPath) {

        /** Hides the secrets. */
        @Override
        public String toString() {
            return providerId + " in realm " + realm;
        }
    }

    /** One thing that differs: in words, and what mends it. */
    record Difference(String words, Runnable mend) {}

    public ProviderSetup(KeycloakAdmin admin, Wanted wanted) {
        this.admin = admin;
        this.wanted = wanted;
    }

    /**
     * What {@link #apply} would change, a line each; empty where nothing is to be done. Secrets are never told.
     *
     * @throws DirectoryUnavailable where Keycloak does not answer or refuses
     */
    public List<String> plan() {
        return inRealm(realm -> words(differences(realm)));
    }

    /**
     * Changes what {@link #plan} tells.
     *
     * @return what was changed, a line each; empty where nothing was to be done
     * @throws DirectoryUnavailable where Keycloak does not answer or refuses; what was changed until then stays, and a
     *     further run does the rest
     */
    public List<String> apply() {
        return inRealm(realm -> {
            List<Difference> differences = differences(realm);
            differences.forEach(difference -> difference.mend().run());
            return words(differences);
        });
    }

    /** The secrets in force, for whoever let Keycloak make them. */
    public Secrets secrets() {
        return inRealm(realm -> new Secrets(
                new ClientSetup(realm, WantedClients.hub(wanted)).secret(),
                new ClientSetup(realm, WantedClients.directory(wanted)).secret()));
    }

    /** The secrets of the two clients; null where a client is missing. */
    public record Secrets(@Nullable String client, @Nullable String directory) {

        /** Never a secret. */
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    private List<Difference> differences(RealmResource realm) {
        List<Difference> all = new ArrayList<>();
        all.addAll(new ClientSetup(realm, WantedClients.hub(wanted)).differences());
        ClientSetup directory = new ClientSetup(realm, WantedClients.directory(wanted));
        all.addAll(directory.differences());
        all.addAll(new ServiceAccountSetup(realm, directory).differences());
        all.addAll(new EventSetup(realm).differences());
        return all;
    }

    private static List<String> words(List<Difference> differences) {
        return differences.stream().map(Difference::words).toList();
    }

    private <T> T inRealm(Function<RealmResource, T> work) {
        try (Keycloak keycloak = admin.connect()) {
            return work.apply(keycloak.realm(wanted.realm()));
        } catch (WebApplicationException e) {
            throw new DirectoryUnavailable(
                    "Keycloak at " + admin.url() + " refuses ("
                            + e.getResponse().getStatus() + ") for realm " + wanted.realm() + ".",
                    e);
        } catch (ProcessingException e) {
            if (e.getCause() instanceof WebApplicationException refusal) {
                throw new DirectoryUnavailable(
                        "Keycloak at " + admin.url() + " refuses the administrator "
                                + admin.user() + " ("
                                + refusal.getResponse().getStatus() + ").",
                        e);
            }
            throw new DirectoryUnavailable("Keycloak at " + admin.url() + " does not answer.", e);
        }
    }
}
