package de.stadttor.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider's proposals.
 *
 * @param open those on their way, in groups
 * @param done those that have come to an end, the latest first; a part of them
 * @param older from where the next part goes on; null where there are no more
 * @param full whether there are more on their way than are shown
 */
record ProposalsPage(
        ProviderPlace provider,
        Filter filter,
        List<RulesPage.Choice> applications,
        List<Group> open,
        List<Row> done,
        @Nullable UUID older,
        boolean full)
        implements DeskContent {

    /**
     * What is looked for; an empty text lets everything through.
     *
     * @param before only what was drafted before this one is shown of those at their end; null for the latest
     */
    record Filter(String text, String application, @Nullable UUID before) {

        public boolean isEmpty() {
            return text.isEmpty() && application.isEmpty();
        }
    }

    /**
     * Those that wait for the same.
     *
     * @param code {@code you}, {@code drafts} or {@code others}: part of the key of its message
     */
    record Group(String code, List<Row> rows) {}

    /**
     * @param state its code
     * @param by who proposed it; null for the program itself
     * @param at when it was drafted, or came to its end
     * @param rules how many rules it changes
     * @param touched the roles of those rules, by application
     */
    record Row(
            UUID id,
            String state,
            String why,
            @Nullable String by,
            Instant at,
            int rules,
            @Nullable Long version,
            List<Touched> touched) {}

    /** The roles of one application. */
    record Touched(String application, List<RoleLabel> roles) {}

    /** Whether nothing is there at all. */
    public boolean isEmpty() {
        return open.isEmpty() && done.isEmpty();
    }

    @Override
    public String template() {
        return "proposals";
    }

    @Override
    public Section section() {
        return Section.PROPOSALS;
    }

    @Override
    public List<Crumb> crumbs() {
        return provider.crumbs(Section.PROPOSALS, "proposals");
    }
}
