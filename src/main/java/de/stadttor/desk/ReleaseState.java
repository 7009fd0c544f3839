package de.stadttor.desk;

import de.stadttor.access.Release;
import de.stadttor.application.Application;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How it stands with a release on a day. */
enum ReleaseState {
    NONE,
    GIVEN,
    ENDING,
    OVER;

    /** So long before its end a release wants to be looked at. */
    private static final int NOTICE_DAYS = 30;

    static ReleaseState of(@Nullable Release release, LocalDate today) {
        if (release == null) {
            return NONE;
        }
        if (!release.inForce(today)) {
            return OVER;
        }
        LocalDate until = release.until();
        return until == null || until.isAfter(today.plusDays(NOTICE_DAYS)) ? GIVEN : ENDING;
    }

    /** Whether there can be one at all. */
    static boolean concerns(Application application) {
        return application.signsPeopleIn();
    }

    /** As in the keys of its messages. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
