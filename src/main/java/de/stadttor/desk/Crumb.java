package de.stadttor.desk;

import org.jspecify.annotations.Nullable;

/**
 * A step on the way to a page.
 *
 * @param section its code where the step is a section, whose name is a message; null else
 * @param text what it is called, null for a section
 * @param href null where it leads nowhere
 */
record Crumb(
        @Nullable String section,
        @Nullable String text,
        @Nullable String href) {

    static Crumb of(Section section) {
        return new Crumb(section.code(), null, null);
    }

    static Crumb of(Section section, String href) {
        return new Crumb(section.code(), null, href);
    }

    static Crumb of(String text) {
        return new Crumb(null, text, null);
    }
}
