package stadttor.broken.session;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;

final class ReadsTheWallClock {

    /** A line a way: the test counts them. */
    @SuppressWarnings("JavaUtilDate")
    List<Object> ways() {
        return List.of(
                Instant.now(),
                LocalDate.now(ZoneOffset.UTC),
                System.currentTimeMillis(),
                new Date(),
                Clock.systemUTC(),
                Clock.system(ZoneOffset.UTC));
    }
}
