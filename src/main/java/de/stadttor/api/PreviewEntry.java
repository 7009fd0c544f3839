package de.stadttor.api;

import de.stadttor.access.Effect;
import de.stadttor.access.Reason;
import de.stadttor.access.RuleMerge;
import de.stadttor.proposal.Preview;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do, with names.
 *
 * @param digest of who gains and loses what
 * @param seen to be sent with submit, approve or activate
 * @param rows at most {@link #MOST_ROWS}; the applications count all
 * @param leftOff how many rows more there are
 */
record PreviewEntry(
        String provider,
        long version,
        SortedSet<String> needs,
        List<String> sources,
        int people,
        String digest,
        String seen,
        List<RuleChangeEntry> changes,
        List<Conflict> conflicts,
        List<Application> applications,
        List<Row> rows,
        int leftOff,
        List<Finding> findings) {

    static final int MOST_ROWS = 20_000;

    record Row(
            String application,
            String subject,
            String name,
            @Nullable String unit,
            SortedSet<String> gained,
            SortedSet<String> lost,
            SortedSet<String> kept,
            SortedSet<String> withheld,
            @Nullable String before,
            @Nullable String after) {

        static Row of(Effect.Row row) {
            return new Row(
                    row.application(),
                    row.member().subject(),
                    row.member().name(),
                    row.member().unit(),
                    row.gained(),
                    row.lost(),
                    row.kept(),
                    row.withheld(),
                    code(row.before()),
                    code(row.after()));
        }

        private static @Nullable String code(@Nullable Reason reason) {
            return reason == null ? null : reason.code();
        }
    }

    record Application(
            String application,
            SortedMap<String, Integer> gained,
            SortedMap<String, Integer> lost,
            SortedMap<String, Integer> kept,
            int admittedBefore,
            int admittedAfter) {

        static Application of(Effect.Count count) {
            return new Application(
                    count.application(),
                    count.gained(),
                    count.lost(),
                    count.kept(),
                    count.admittedBefore(),
                    count.admittedAfter());
        }
    }

    record Finding(
            String kind,
            String rule,
            String application,
            boolean changed,
            @Nullable String detail) {

        static Finding of(Effect.Finding finding) {
            return new Finding(
                    finding.oddity().code(),
                    finding.ruleId(),
                    finding.application(),
                    finding.changed(),
                    finding.detail());
        }
    }

    record Conflict(
            String rule,
            @Nullable Map<String, Object> wanted,
            @Nullable Map<String, Object> found) {

        static Conflict of(RuleMerge.Conflict conflict) {
            return new Conflict(
                    conflict.ruleId(), RuleChangeEntry.json(conflict.wanted()), RuleChangeEntry.json(conflict.found()));
        }
    }

    static PreviewEntry of(Preview preview) {
        Effect effect = preview.effect();
        int rows = Math.min(effect.rows().size(), MOST_ROWS);
        return new PreviewEntry(
                preview.provider(),
                preview.version(),
                new TreeSet<>(preview.needs()),
                preview.sources(),
                effect.people(),
                effect.digest(),
                preview.seen(),
                RuleChangeEntry.of(preview.changes()),
                preview.conflicts().stream().map(Conflict::of).toList(),
                effect.counts().stream().map(Application::of).toList(),
                effect.rows().subList(0, rows).stream().map(Row::of).toList(),
                effect.rows().size() - rows,
                effect.findings().stream().map(Finding::of).toList());
    }
}
