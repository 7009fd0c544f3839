package de.stadttor.desk;

import de.stadttor.access.Effect;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Applications;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.ReadProgress;
import de.stadttor.proposal.EffectSummary;
import de.stadttor.proposal.Outlook;
import de.stadttor.proposal.Outlooks;
import de.stadttor.proposal.Preview;
import de.stadttor.proposal.Proposal;
import de.stadttor.web.DeskUser;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a proposal does to whom, for a page: by name for those who may change rules, in numbers for those who look. */
@Component
class EffectsAtDesk {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final int MOST_NAMES = 10;
    private static final int MOST_VERSIONS = 5;

    private final Outlooks outlooks;
    private final Directories directories;
    private final RuleSets ruleSets;
    private final Applications applications;
    private final Authors authors;

    /**
     * What the person was shown before something moved.
     *
     * @param version of the rules; 0 where nobody says
     */
    record Before(long version) {}

    EffectsAtDesk(
            Outlooks outlooks, Directories directories, RuleSets ruleSets, Applications applications, Authors authors) {
        this.outlooks = outlooks;
        this.directories = directories;
        this.ruleSets = ruleSets;
        this.applications = applications;
        this.authors = authors;
    }

    /** As it was last shown to somebody who acted. */
    EffectShown past(Proposal proposal, DeskUser user) {
        EffectSummary kept = proposal.effect();
        return kept == null
                ? EffectShown.NONE
                : EffectShown.past(
                        EffectNumbers.of(
                                kept.people(),
                                kept.affected(),
                                kept.counts().size() <= 1,
                                kept.counts(),
                                id -> applications.find(id).orElse(null),
                                user.language()),
                        kept.at());
    }

    /**
     * As it is now.
     *
     * @param before null where nothing has moved
     */
    EffectShown now(Proposal proposal, EffectPeople.Filter filter, @Nullable Before before, DeskUser user) {
        Outlook outlook = outlooks.look(user.actor(), proposal.id(), PATIENCE);
        Preview preview = outlook.preview();
        if (outlook.trouble() != null) {
            return EffectShown.troubled(outlook.trouble().code());
        }
        if (preview == null) {
            return EffectShown.waitingFor(waiting(proposal.provider(), outlook));
        }
        Effect effect = preview.effect();
        List<EffectShown.Finding> findings = EffectShown.findings(effect);
        return new EffectShown(
                EffectNumbers.of(
                        effect.people(),
                        (int) effect.rows().stream()
                                .map(row -> row.member().subject())
                                .distinct()
                                .count(),
                        true,
                        effect.counts(),
                        id -> applications.find(id).orElse(null),
                        user.language()),
                EffectPeople.of(effect, filter, id -> applications.find(id).orElse(null), user.language()),
                findings,
                effect.findings().size() - findings.size(),
                outlook.at(),
                null,
                null,
                preview.seen(),
                preview.version(),
                before == null ? null : moved(proposal.provider(), before, outlook.earlier(), preview, user));
    }

    private EffectShown.Waiting waiting(String provider, Outlook outlook) {
        DirectoryState state = directories.look(provider).orElse(null);
        ReadProgress reading = state == null ? null : state.reading();
        return state != null && state.snapshot() == null && reading != null
                ? new EffectShown.Waiting("directory_" + reading.part().code(), reading.done(), reading.total())
                : new EffectShown.Waiting("people", outlook.read(), outlook.expected());
    }

    private EffectShown.Moved moved(
            String provider, Before before, @Nullable Effect earlier, Preview preview, DeskUser user) {
        List<VersionsPage.Row> versions = before.version() <= 0
                ? List.of()
                : ruleSets.versions(provider, Long.MAX_VALUE, MOST_VERSIONS).stream()
                        .filter(version -> version.version() > before.version())
                        .map(version -> VersionsPage.Row.of(version, authors.name(version.actor(), user)))
                        .toList();
        if (earlier == null) {
            return new EffectShown.Moved(versions, List.of(), List.of(), 0);
        }
        Set<Effect.Row> old = new LinkedHashSet<>(earlier.rows());
        Set<Effect.Row> now = new LinkedHashSet<>(preview.effect().rows());
        List<String> added = names(now, old);
        List<String> gone = names(old, now);
        gone.removeAll(added);
        int shown = Math.min(MOST_NAMES, added.size()) + Math.min(MOST_NAMES, gone.size());
        return new EffectShown.Moved(
                versions,
                added.subList(0, Math.min(MOST_NAMES, added.size())),
                gone.subList(0, Math.min(MOST_NAMES, gone.size())),
                added.size() + gone.size() - shown);
    }

    private static List<String> names(Set<Effect.Row> some, Set<Effect.Row> others) {
        Set<Key> known = others.stream().map(Key::of).collect(Collectors.toSet());
        return some.stream()
                .filter(row -> !known.contains(Key.of(row)))
                .map(row -> row.member().name())
                .distinct()
                .collect(Collectors.toList());
    }

    /** What happens to whom, not of how they are called and where they work. */
    private record Key(String subject, String application, Object gained, Object lost, Object withheld, int reasons) {

        static Key of(Effect.Row row) {
            return new Key(
                    row.member().subject(),
                    row.application(),
                    row.gained(),
                    row.lost(),
                    row.withheld(),
                    Objects.hash(row.before(), row.after()));
        }
    }
}
