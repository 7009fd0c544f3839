package de.stadttor.desk;

import de.stadttor.directory.DirectoryProblem;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.directory.DirectoryState;
import de.stadttor.directory.ReadProgress;
import de.stadttor.web.DeskUser;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a directory: at the head of each of its pages.
 *
 * @param here the page that shows it: asked again while the directory is being read, and led back to after a reload
 * @param readAt null where it was never read
 * @param unit of {@code age}: {@code minutes}, {@code hours} or {@code days}
 * @param problem why the latest read failed, as in the keys of its messages; null after a good one
 * @param problemAt when it failed
 * @param reading what is being read now, as in the keys of its messages; null where nothing is
 * @param total 0 while nobody knows
 * @param reloads whether the person may have it read anew
 * @param newer whether it was read anew since the page was opened
 * @param soon after how many seconds it may be read again, for somebody who was too quick; null else
 */
record DirectoryStand(
        String provider,
        String here,
        @Nullable Instant readAt,
        long age,
        String unit,
        @Nullable String problem,
        @Nullable Instant problemAt,
        @Nullable String reading,
        int done,
        int total,
        boolean reloads,
        boolean newer,
        @Nullable Integer soon) {

    /**
     * What a page may be asked with, besides what it is about.
     *
     * @param seen milliseconds of the read that an open page shows; null for a page that is opened
     * @param soon as the answer to a reload says
     */
    record Asked(@Nullable Long seen, @Nullable Integer soon) {}

    static DirectoryStand of(DirectoryState state, String here, Asked asked, DeskUser user, Instant now) {
        DirectorySnapshot snapshot = state.snapshot();
        DirectoryProblem problem = state.problem();
        ReadProgress reading = state.reading();
        Instant readAt = snapshot == null ? null : snapshot.readAt();
        Duration age = readAt == null || now.isBefore(readAt) ? Duration.ZERO : Duration.between(readAt, now);
        String unit = age.toHours() < 2 ? "minutes" : age.toDays() < 2 ? "hours" : "days";
        Long seen = asked.seen();
        Integer soon = asked.soon();
        return new DirectoryStand(
                state.providerId(),
                here,
                readAt,
                switch (unit) {
                    case "minutes" -> age.toMinutes();
                    case "hours" -> age.toHours();
                    default -> age.toDays();
                },
                unit,
                problem == null ? null : problem.kind().code(),
                problem == null ? null : problem.at(),
                reading == null ? null : reading.part().code(),
                reading == null ? 0 : reading.done(),
                reading == null ? 0 : reading.total(),
                DirectoryReloads.mayReload(user.actor(), state.providerId()),
                seen != null && readAt != null && readAt.toEpochMilli() != seen,
                soon == null ? null : Math.clamp(soon, 1, 60));
    }

    /** Where the page asks how it stands by now. */
    public String again() {
        return here + (here.contains("?") ? "&" : "?") + "seen=" + (readAt == null ? 0 : readAt.toEpochMilli());
    }

    /** The page itself, without what is looked for. */
    public String back() {
        return here.contains("?") ? here.substring(0, here.indexOf('?')) : here;
    }
}
