package de.stadttor.desk;

import de.stadttor.application.Application;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes up ids of rules, so that nobody else has to: provider, application and roles, and a number where that is taken. */
final class RuleIds {

    private static final int LONGEST = 90;

    private RuleIds() {}

    static String next(String provider, Application application, Collection<String> roles, Set<String> taken) {
        String words = Stream.concat(
                        Stream.of(provider, application.id()),
                        application.roles().stream().map(Application.Role::id).filter(roles::contains))
                .map(RuleIds::plain)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
        String id = words.substring(0, Math.min(words.length(), LONGEST)).replaceAll("[._-]+$", "");
        String free = id;
        for (int i = 2; taken.contains(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }

    /** What an id may be made of. */
    private static String plain(String word) {
        String latin = word.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return Normalizer.normalize(latin, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("^[._-]+|[._-]+$", "");
    }
}
