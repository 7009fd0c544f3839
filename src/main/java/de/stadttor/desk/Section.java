package de.stadttor.desk;

import de.stadttor.web.DeskUser;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sections of the desk, in the order of the navigation. A section of a provider leads to that of the own one; an
 * operator, to whom all are open, chooses the provider first.
 */
enum Section {
    OVERVIEW("/desk"),
    PROVIDERS("/desk/providers"),
    RULES("/desk/providers/%s/rules"),
    PROPOSALS("/desk/providers/%s/proposals"),
    DIRECTORY("/desk/providers/%s/directory"),
    RELEASES("/desk/providers/%s/releases"),
    DRIFT("/desk/providers/%s/drift"),
    PICTURES("/desk/providers/%s/pictures"),
    WHY("/desk/why"),
    APPLICATIONS("/desk/applications"),
    AUDIT("/desk/audit");

    private final String address;

    Section(String address) {
        this.address = address;
    }

    /** As in the keys of its messages. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * An entry of the navigation.
     *
     * @param current {@code page} for the page shown, {@code true} for its section; null for the others
     */
    record Entry(String code, String href, @Nullable String current) {}

    static List<Entry> navigation(DeskUser user, Section current, String path) {
        Section shown = current.isOpen(user) ? current : user.isOperator() ? PROVIDERS : current;
        return Stream.of(values())
                .filter(section -> section.isOpen(user))
                .map(section -> new Entry(
                        section.code(), section.href(user), section == shown ? section.current(user, path) : null))
                .toList();
    }

    /** Those that each provider has one of. */
    static List<Section> ofProvider() {
        return Stream.of(values())
                .filter(section -> section.address.contains("%s"))
                .toList();
    }

    private String current(DeskUser user, String path) {
        return href(user).equals(path) ? "page" : "true";
    }

    private String href(DeskUser user) {
        return address.formatted(user.provider().id());
    }

    private boolean isOpen(DeskUser user) {
        return switch (this) {
            case OVERVIEW, APPLICATIONS -> true;
            case PROVIDERS -> user.isOperator();
            case RULES, PROPOSALS, DIRECTORY, RELEASES, DRIFT, PICTURES ->
                !user.isOperator() && user.reads(user.provider().id());
            case WHY, AUDIT -> readsDecisions(user);
        };
    }

    /** Whether decisions of some provider are theirs to see. */
    static boolean readsDecisions(DeskUser user) {
        return user.actor().readsSomewhere();
    }
}
