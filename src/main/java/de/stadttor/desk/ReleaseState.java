package de.stadttor.desk;

import de.stadttor.access.Release;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How it stands with a release on a day. */
enum ReleaseState {
    NONE,
    GIVEN,
    ENDING,
    OVER;

    static ReleaseState of(@Nullable Release release, LocalDate today) {
        if (release == null) {
            return NONE;
        }
        if (!release.inForce(today)) {
            return OVER;
        }
        return release.isEnding(today) ? ENDING : GIVEN;
    }

    /** As in the keys of its messages. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
