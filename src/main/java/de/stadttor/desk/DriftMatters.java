package de.stadttor.desk;

import de.stadttor.drift.Drift;
import de.stadttor.drift.DriftReport;
import de.stadttor.drift.Finding;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.web.DeskUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What does not fit together, for the first page: by kind, with a few examples of each. */
@Component
class DriftMatters {

    private static final int EXAMPLES = 3;

    /** Those stand there one by one already. */
    private static final Set<Kind> OF_RELEASES = EnumSet.of(Kind.RELEASE_OVER, Kind.RELEASE_ENDING);

    private final Drift drift;
    private final Providers providers;

    /**
     * All that is of one kind at one provider.
     *
     * @param kind as in the keys of its messages
     * @param name of the provider
     * @param examples names of groups or rules
     * @param more how many there are besides
     */
    record Matter(String kind, String provider, String name, int count, List<String> examples, int more, String href) {

        static Matter of(Provider provider, Kind kind, int count, List<Finding> findings) {
            List<String> examples = findings.stream()
                    .flatMap(finding -> Stream.of(finding.group(), finding.rule())
                            .flatMap(Stream::ofNullable)
                            .limit(1))
                    .limit(EXAMPLES)
                    .toList();
            Integer people = findings.getFirst().count();
            return new Matter(
                    kind.code(),
                    provider.id(),
                    provider.name(),
                    kind == Kind.GROUPS_CUT_OFF && people != null ? people : count,
                    examples,
                    examples.isEmpty() ? 0 : count - examples.size(),
                    "/desk/providers/" + provider.id() + "/drift#" + kind.code());
        }
    }

    /**
     * What there is.
     *
     * @param pending whether it is still being looked at
     */
    record Seen(List<Matter> matters, boolean pending) {}

    DriftMatters(Drift drift, Providers providers) {
        this.drift = drift;
        this.providers = providers;
    }

    /** Of all providers that are theirs to see; does not wait. */
    Seen seen(DeskUser user) {
        List<Matter> matters = new ArrayList<>();
        boolean pending = false;
        for (Provider provider : providers.all()) {
            if (user.reads(provider.id())) {
                DriftReport report = drift.report(provider.id(), user.actor(), Duration.ZERO);
                pending |= !report.complete();
                for (Map.Entry<Kind, Integer> each : report.counts().entrySet()) {
                    if (!OF_RELEASES.contains(each.getKey())) {
                        matters.add(Matter.of(provider, each.getKey(), each.getValue(), report.of(each.getKey())));
                    }
                }
            }
        }
        return new Seen(matters, pending);
    }
}
