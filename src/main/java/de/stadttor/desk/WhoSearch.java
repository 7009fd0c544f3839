package de.stadttor.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looking for a person.
 *
 * @param providers to choose from; empty for those who see one alone
 * @param provider whose people are looked through
 * @param text as typed
 * @param found null where nobody was looked for
 * @param more whether there are more than these
 * @param live whether the directory was looked through
 */
record WhoSearch(
        List<Choice> providers,
        String provider,
        String text,
        @Nullable List<Row> found,
        boolean more,
        boolean live) {

    /** A provider. */
    record Choice(String id, String name) {}

    /** Somebody. */
    record Row(
            String name, @Nullable String email, @Nullable String unit, String href) {}
}
