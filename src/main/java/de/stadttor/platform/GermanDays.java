package de.stadttor.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days as people of the cities mean them: rules, releases and statistics begin and end at midnight there. */
public final class GermanDays {

    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private GermanDays() {}

    public static LocalDate today(Clock clock) {
        return of(clock.instant());
    }

    public static LocalDate of(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }
}
