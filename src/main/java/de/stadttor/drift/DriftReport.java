package de.stadttor.drift;

import de.stadttor.drift.Finding.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What does not fit together at a provider.
 *
 * @param directoryReadAt the read with which the rules were compared; null where there was none: then nothing is known
 *     of what depends on the directory
 * @param complete whether that is the latest read and the rules of now, or nothing better is to be had; else they are
 *     being compared
 * @param findings the most pressing kind first
 */
public record DriftReport(
        String provider, @Nullable Instant directoryReadAt, boolean complete, List<Finding> findings) {

    public DriftReport {
        findings = List.copyOf(findings);
    }

    /** How many there are of each kind, in the order of the kinds; 0 is left out. */
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        findings.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        return counts;
    }

    public List<Finding> of(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}
