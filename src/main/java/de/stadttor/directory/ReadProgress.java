package de.stadttor.directory;

import java.util.Locale;

/**
 * How far a read has come.
 *
 * @param total as the directory says; 0 while it has not said
 */
public record ReadProgress(Part part, int done, int total) {

    static final ReadProgress BEGUN = new ReadProgress(Part.GROUPS, 0, 0);

    /** What is being read, in this order; people in pages, members group by group and role by role. */
    public enum Part {
        GROUPS,
        PEOPLE,
        GROUP_MEMBERS,
        ROLE_MEMBERS;

        /** As it stands in answers of the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
