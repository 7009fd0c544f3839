package de.stadttor.desk;

import de.stadttor.audit.AuditQuery;
import de.stadttor.platform.GermanDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody looks for in the audit, as typed; an empty text lets everything through.
 *
 * @param topic code of an {@link AuditTopic}
 * @param from first day
 * @param to last day
 * @param who part of a name, an e-mail address, or a reference number
 * @param account id of an account, where several people bear such a name and one was chosen
 * @param provider its id
 * @param cursor where this page begins
 */
record AuditFilter(String topic, String from, String to, String who, String account, String provider, String cursor) {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9998, 12, 31);

    static AuditFilter of(Map<String, String> parameters) {
        return new AuditFilter(
                text(parameters, "topic"),
                text(parameters, "from"),
                text(parameters, "to"),
                text(parameters, "who"),
                text(parameters, "account"),
                text(parameters, "provider"),
                text(parameters, "cursor"));
    }

    private static String text(Map<String, String> parameters, String name) {
        return parameters.getOrDefault(name, "").replace("\0", "").strip();
    }

    public boolean isEmpty() {
        return topic.isEmpty()
                && from.isEmpty()
                && to.isEmpty()
                && who.isEmpty()
                && account.isEmpty()
                && provider.isEmpty();
    }

    /** What is wrong with it: parts of keys of messages. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        LocalDate first = day(from);
        LocalDate last = day(to);
        if (!from.isEmpty() && first == null) {
            problems.add("from_no_date");
        }
        if (!to.isEmpty() && last == null) {
            problems.add("to_no_date");
        }
        if (first != null && last != null && last.isBefore(first)) {
            problems.add("to_before");
        }
        return problems;
    }

    /**
     * For a filter without problems.
     *
     * @param person whom it is about; null for everybody
     * @param reference number of a decision; null for any
     */
    AuditQuery query(@Nullable UUID person, @Nullable String reference) {
        AuditTopic wanted = AuditTopic.of(topic);
        LocalDate first = day(from);
        LocalDate last = day(to);
        return new AuditQuery(
                first == null ? null : begin(first),
                last == null ? null : begin(last.plusDays(1)),
                wanted == null ? List.of() : wanted.kinds(),
                provider.isEmpty() ? null : provider,
                person,
                null,
                reference,
                place());
    }

    /** Null for an account that was not chosen, and for what is no id of one. */
    @Nullable
    UUID chosen() {
        try {
            return account.isEmpty() ? null : UUID.fromString(account);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The same from its beginning, about this person. */
    AuditFilter of(UUID person) {
        return new AuditFilter(topic, from, to, "", person.toString(), provider, "");
    }

    AuditFilter from(AuditQuery.@Nullable Place place) {
        return new AuditFilter(topic, from, to, who, account, provider, place == null ? "" : place.cursor());
    }

    /** As an address. */
    String href(String path, String... further) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        List<String> values = new ArrayList<>();
        String[][] all = {
            {"topic", topic},
            {"from", from},
            {"to", to},
            {"who", who},
            {"account", account},
            {"provider", provider},
            {"cursor", cursor},
            further
        };
        for (String[] one : all) {
            if (one.length == 2 && !one[1].isEmpty()) {
                uri.queryParam(one[0], "{" + one[0] + "}");
                values.add(one[1]);
            }
        }
        return uri.encode().buildAndExpand(values.toArray()).toUriString();
    }

    /** A cursor that is none leads to the beginning. */
    private AuditQuery.@Nullable Place place() {
        try {
            return cursor.isEmpty() ? null : AuditQuery.Place.ofCursor(cursor);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(GermanDays.ZONE).toInstant();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = text.isEmpty() ? null : LocalDate.parse(text);
            return day == null || day.isBefore(EARLIEST) || day.isAfter(LATEST) ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
