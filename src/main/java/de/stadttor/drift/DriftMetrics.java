package de.stadttor.drift;

import de.stadttor.directory.Directories;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.upstream.Responsiveness;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Findings as numbers at the management port, for each configured provider and each kind, and how providers answer this
 * node. Renewed each minute from what is known: a monitoring makes the hub ask nobody.
 */
@Component
class DriftMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(DriftMetrics.class);

    /** Of these nothing is known before the directory was read. */
    private static final Set<Kind> OF_THE_DIRECTORY = EnumSet.of(
            Kind.GROUP_RENAMED, Kind.RULE_UNKNOWN_GROUP, Kind.RULE_FAILS, Kind.RULE_MATCHES_NOBODY, Kind.GROUP_UNUSED);

    private final Providers providers;
    private final Directories directories;
    private final Drift drift;
    private final Responsiveness answers;
    private final Clock clock;
    private final MeterRegistry registry;
    private final MultiGauge findings;
    private final MultiGauge medians;
    private final MultiGauge ages;

    DriftMetrics(
            Providers providers,
            Directories directories,
            Drift drift,
            Responsiveness answers,
            Clock clock,
            MeterRegistry registry) {
        this.providers = providers;
        this.directories = directories;
        this.drift = drift;
        this.answers = answers;
        this.clock = clock;
        this.registry = registry;
        this.findings = MultiGauge.builder("stadttor.drift.findings")
                .description("What does not fit together, by provider and kind")
                .register(registry);
        this.medians = MultiGauge.builder("stadttor.provider.median")
                .description("Median of the hub's latest calls to a provider")
                .baseUnit("seconds")
                .register(registry);
        this.ages = MultiGauge.builder("stadttor.directory.age")
                .description("How long ago a provider's directory was read")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 60_000)
    void renew() {
        List<MultiGauge.Row<?>> found = new ArrayList<>();
        List<MultiGauge.Row<?>> median = new ArrayList<>();
        List<MultiGauge.Row<?>> age = new ArrayList<>();
        try {
            for (Provider provider : providers.all()) {
                Tags tags = Tags.of("provider", provider.id());
                count(provider.id(), tags, found);
                median.add(MultiGauge.Row.of(
                        tags, seconds(answers.of(provider.id()).median())));
                age(provider.id(), tags, age);
                counters(provider.id(), tags);
            }
        } catch (DataAccessException e) {
            LOG.debug("the findings cannot be counted: {}", e.getClass().getSimpleName());
            return;
        }
        findings.register(found, true);
        medians.register(median, true);
        ages.register(age, true);
    }

    private void count(String provider, Tags tags, List<MultiGauge.Row<?>> rows) {
        DriftReport report = drift.known(provider);
        Map<Kind, Integer> counts = report.counts();
        for (Kind kind : Kind.values()) {
            if (report.directoryReadAt() != null || !OF_THE_DIRECTORY.contains(kind)) {
                rows.add(MultiGauge.Row.of(tags.and("kind", kind.code()), counts.getOrDefault(kind, 0)));
            }
        }
    }

    private void age(String provider, Tags tags, List<MultiGauge.Row<?>> rows) {
        directories.known(provider).ifPresent(state -> {
            var snapshot = state.snapshot();
            if (snapshot != null) {
                rows.add(MultiGauge.Row.of(tags, seconds(Duration.between(snapshot.readAt(), clock.instant()))));
            }
        });
    }

    private void counters(String provider, Tags tags) {
        FunctionCounter.builder(
                        "stadttor.provider.calls",
                        answers,
                        all -> all.of(provider).answeredEver())
                .description("The hub's own calls to a provider")
                .tags(tags.and("outcome", "answered"))
                .register(registry);
        FunctionCounter.builder(
                        "stadttor.provider.calls",
                        answers,
                        all -> all.of(provider).failedEver())
                .description("The hub's own calls to a provider")
                .tags(tags.and("outcome", "failed"))
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
