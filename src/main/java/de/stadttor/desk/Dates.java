package de.stadttor.desk;

import de.stadttor.platform.GermanDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Days and moments as people write them, in Germany's time. */
public final class Dates {

    private final DateTimeFormatter day;
    private final DateTimeFormatter moment;

    Dates(String language) {
        Locale locale = language.equals("de") ? Locale.GERMANY : Locale.UK;
        this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
        this.moment = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(GermanDays.ZONE);
    }

    public String day(LocalDate date) {
        return day.format(date);
    }

    public String moment(Instant instant) {
        return moment.format(instant);
    }
}
