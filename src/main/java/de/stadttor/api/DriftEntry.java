package de.stadttor.api;

import de.stadttor.drift.DriftReport;
import de.stadttor.drift.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What does not fit together at a provider.
 *
 * @param directoryReadAt the read with which the rules were compared; null where there was none
 * @param complete whether that is the latest read and the rules of now
 * @param counts how many there are, by kind
 * @param findings at most {@link #MOST} of each kind
 */
record DriftEntry(
        String provider,
        @Nullable Instant directoryReadAt,
        boolean complete,
        Map<String, Integer> counts,
        List<Entry> findings) {

    static final int MOST = 1_000;

    /** See {@link Finding}. */
    record Entry(
            String kind,
            @Nullable String rule,
            @Nullable String application,
            @Nullable String group,
            @Nullable String groupId,
            @Nullable String newName,
            @Nullable Integer count,
            @Nullable Integer of,
            @Nullable LocalDate until,
            @Nullable String detail) {

        static Entry of(Finding finding) {
            return new Entry(
                    finding.kind().code(),
                    finding.rule(),
                    finding.application(),
                    finding.group(),
                    finding.groupId(),
                    finding.newName(),
                    finding.count(),
                    finding.of(),
                    finding.until(),
                    finding.detail());
        }
    }

    static DriftEntry of(DriftReport report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.counts().forEach((kind, count) -> counts.put(kind.code(), count));
        return new DriftEntry(
                report.provider(),
                report.directoryReadAt(),
                report.complete(),
                counts,
                report.counts().keySet().stream()
                        .flatMap(kind -> report.of(kind).stream().limit(MOST))
                        .map(Entry::of)
                        .toList());
    }
}
