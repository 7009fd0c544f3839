package de.stadttor.desk;

import de.stadttor.audit.AuditSeals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened.
 *
 * @param problems of the filter, as in the keys of the messages
 * @param providers to choose from; empty for those who see one alone
 * @param meant whom the events are about
 * @param next address of the page after this one; null for the last
 * @param first address of the first page; null on it
 * @param sealed how far the chain reaches; null while nothing was sealed
 */
record AuditPage(
        AuditFilter filter,
        List<String> problems,
        List<Choice> providers,
        AuditPeople.Meant meant,
        List<Row> rows,
        @Nullable String next,
        @Nullable String first,
        AuditSeals.@Nullable Sealed sealed)
        implements DeskContent {

    /** Something to be chosen. */
    record Choice(String id, String name) {}

    /** Somebody who may be meant. */
    record Found(
            String name, @Nullable String email, @Nullable String unit, String href) {}

    /**
     * Who did something.
     *
     * @param kind {@code person}, {@code other} for somebody of another provider, {@code client} or {@code system}
     * @param name of the person, of the provider or of the client; empty for the system
     */
    record By(String kind, String name) {}

    /**
     * One event.
     *
     * @param about whom it is about; null for nobody, or where the name is not known
     * @param account id of the account, to find more about them; null for none
     */
    record Row(
            Instant at,
            By by,
            AuditWords words,
            @Nullable String about,
            @Nullable String application,
            @Nullable String provider,
            @Nullable String reference,
            @Nullable String account,
            Map<String, String> technical) {}

    public List<String> topics() {
        return Stream.of(AuditTopic.values()).map(AuditTopic::code).toList();
    }

    public @Nullable String problem(String field) {
        return problems.stream()
                .filter(code -> code.startsWith(field))
                .findFirst()
                .orElse(null);
    }

    public String export(String format) {
        return filter.from(null).href("/desk/audit/export", "format", format);
    }

    @Override
    public String template() {
        return "audit";
    }

    @Override
    public Section section() {
        return Section.AUDIT;
    }

    @Override
    public List<Crumb> crumbs() {
        return List.of(Crumb.of(Section.AUDIT));
    }
}
