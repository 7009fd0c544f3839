package de.stadttor.access;

import de.stadttor.application.Application;
import de.stadttor.federation.Provider;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that enters the decisions of a simulation, apart from people and rules.
 *
 * @param applications by id
 * @param releases of this provider, by application
 * @param today the day for which it is decided, Europe/Berlin
 */
public record Scene(
        Provider provider, Map<String, Application> applications, Map<String, Release> releases, LocalDate today) {

    public Scene {
        applications = Map.copyOf(applications);
        releases = Map.copyOf(releases);
    }

    /**
     * @param releases those of other providers are left out
     */
    public static Scene of(
            Provider provider, Collection<Application> applications, Collection<Release> releases, LocalDate today) {
        return new Scene(
                provider,
                applications.stream().collect(Collectors.toMap(Application::id, Function.identity())),
                releases.stream()
                        .filter(release -> release.provider().equals(provider.id()))
                        .collect(Collectors.toMap(Release::application, Function.identity())),
                today);
    }

    Optional<Application> application(String id) {
        return Optional.ofNullable(applications.get(id));
    }
}
