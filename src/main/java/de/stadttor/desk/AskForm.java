package de.stadttor.desk;

import de.stadttor.request.Wish;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What an owner fills in to ask for a release.
 *
 * @param providers whom to ask, by id
 */
record AskForm(SortedSet<String> providers, Wish wish) {

    static AskForm empty(SortedSet<String> providers) {
        return new AskForm(providers, new Wish(Set.of(), "", ""));
    }

    /** As in the keys of the messages; each begins with the name of its field. */
    List<String> problems() {
        return Stream.concat(
                        providers.isEmpty() ? Stream.of("providers_none") : Stream.of(),
                        wish.problems().stream().map(problem -> problem.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
