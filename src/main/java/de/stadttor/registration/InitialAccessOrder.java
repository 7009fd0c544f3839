package de.stadttor.registration;

import de.stadttor.access.Release;
import de.stadttor.registration.InitialAccess.Promise;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The initial access token that somebody asks for.
 *
 * @param owner e-mail address of whoever is responsible for what is registered with it; null: whoever asks
 * @param registrations how many applications
 * @param lifetime for how long
 * @param requirePkce whether confidential applications need PKCE too
 * @param releases given to each application at once
 */
public record InitialAccessOrder(
        @Nullable String owner, int registrations, Duration lifetime, boolean requirePkce, List<Promise> releases) {

    /** As many applications as one token can register. */
    public static final int MOST_REGISTRATIONS = 1_000;

    /** As long as a token can live. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final int MOST_RELEASES = 20;
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]");

    public InitialAccessOrder {
        releases = List.copyOf(releases);
    }

    /**
     * What is wrong with it on that day, for whoever asks: each names a member and what was expected.
     *
     * @return empty where nothing is
     */
    public List<String> problems(LocalDate today) {
        List<String> problems = new ArrayList<>();
        if (owner != null && !EMAIL.matcher(owner).matches()) {
            problems.add("owner is no e-mail address.");
        }
        if (registrations < 1 || registrations > MOST_REGISTRATIONS) {
            problems.add("registrations, expected a number from 1 to " + MOST_REGISTRATIONS + ".");
        }
        if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
            problems.add("expires-in, expected a number of seconds from 1 to " + LONGEST.toSeconds() + ".");
        }
        Set<String> providers = new HashSet<>();
        for (Promise promise : releases) {
            if (!providers.add(promise.provider())) {
                problems.add("releases names a provider twice, expected each once.");
            }
            promise.to("").problems(today).forEach(problem -> problems.add(words(problem)));
        }
        if (releases.size() > MOST_RELEASES) {
            problems.add("releases holds too many, expected at most " + MOST_RELEASES + ".");
        }
        return problems;
    }

    private static String words(Release.Problem problem) {
        return switch (problem) {
            case UNKNOWN_CLAIM -> "releases, claims: expected some of " + new TreeSet<>(Release.KNOWN_CLAIMS) + ".";
            case UNTIL_PAST -> "releases, until: the day is over already.";
            case UNTIL_TOO_FAR -> "releases, until: expected a year of four digits.";
            case LEGAL_BASIS_TOO_LONG ->
                "releases, legal-basis: expected at most " + Release.LONGEST_BASIS + " characters.";
        };
    }

    /** Never whose it will be. */
    @Override
    public String toString() {
        return "InitialAccessOrder[" + registrations + "]";
    }
}
