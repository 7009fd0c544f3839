package de.stadttor.drift;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.upstream.Responsiveness;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * How each provider that is switched on has answered this node lately, for the management port: {@code UP}, {@code
 * FAILING} with the kinds of findings, or {@code UNKNOWN} while nobody signed in there. Asks no provider, and makes no
 * node unwell: the other cities' staff are served as before.
 */
@Component("providerHealthContributor")
class ProviderHealth implements CompositeHealthContributor {

    static final Status FAILING = new Status("FAILING");

    private static final Set<Finding.Kind> KINDS =
            EnumSet.of(Finding.Kind.SECRET_REFUSED, Finding.Kind.PROVIDER_FAILING);

    private final Providers providers;
    private final Drift drift;
    private final Responsiveness answers;

    ProviderHealth(Providers providers, Drift drift, Responsiveness answers) {
        this.providers = providers;
        this.drift = drift;
        this.answers = answers;
    }

    @Override
    public Stream<Entry> stream() {
        return enabled().stream().map(provider -> new Entry(provider.id(), indicator(provider.id())));
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return enabled().stream()
                .filter(provider -> provider.id().equals(name))
                .findFirst()
                .map(provider -> indicator(provider.id()))
                .orElse(null);
    }

    /** None where they were never read and the database is away, which is told elsewhere. */
    private List<Provider> enabled() {
        try {
            return providers.all().stream().filter(Provider::enabled).toList();
        } catch (DataAccessException e) {
            return List.of();
        }
    }

    private HealthIndicator indicator(String provider) {
        return () -> health(provider);
    }

    private Health health(String provider) {
        List<String> failing = drift.known(provider).counts().keySet().stream()
                .filter(KINDS::contains)
                .map(Finding.Kind::code)
                .toList();
        if (!failing.isEmpty()) {
            return Health.status(FAILING).withDetail("findings", failing).build();
        }
        return answers.of(provider).calls() == 0
                ? Health.unknown().build()
                : Health.up().build();
    }
}
