package de.stadttor.proposal;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Condition;
import de.stadttor.access.InvalidRules;
import de.stadttor.access.Matching;
import de.stadttor.access.RuleSets;
import de.stadttor.access.Truth;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.Staff;
import de.stadttor.person.StaffMember;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whom a condition would match now, for whoever writes a rule: from what is known of the provider's own directory at
 * this moment, judged as at a sign-in. Changes nothing, asks nobody, and ends in time.
 */
@Component
public class Matches {

    /** Names of so many are told. */
    public static final int MOST_NAMES = 8;

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Previews previews;
    private final Roster roster;
    private final RuleSets ruleSets;
    private final Providers providers;
    private final CelExpressions expressions;
    private final Standing standing;

    Matches(
            Previews previews,
            Roster roster,
            RuleSets ruleSets,
            Providers providers,
            CelExpressions expressions,
            Standing standing) {
        this.previews = previews;
        this.roster = roster;
        this.ruleSets = ruleSets;
        this.providers = providers;
        this.expressions = expressions;
        this.standing = standing;
    }

    /**
     * Those who match, of all whom the directory lets sign in.
     *
     * @param readAt when the directory was read
     * @param people all that were looked at
     * @param matched how many of them match
     * @param lockedOut who would match, but whom the provider does not let sign in; not among the people
     * @param undecided for whom it cannot be said: their groups are incomplete, or the expression fails
     * @param failure why it fails for the first of them; null where it does not
     * @param whole false where looking at all would have taken too long
     * @param first some of those who match, by name
     */
    public record Matched(
            Instant readAt,
            int people,
            int matched,
            int lockedOut,
            int undecided,
            @Nullable String failure,
            boolean whole,
            List<StaffMember> first) {

        public Matched {
            first = List.copyOf(first);
        }
    }

    /**
     * @return empty where nothing is known of the directory at this moment
     * @throws NotAllowed where the actor may not propose rules of this provider
     * @throws NoSuchProposal where there is no such provider for the actor
     * @throws InvalidRules naming all that is wrong with the condition
     */
    public Optional<Matched> of(Actor given, String provider, Condition when) {
        Actor actor = standing.now(given);
        previews.demandHand(actor, provider);
        List<InvalidRules.Problem> problems = ruleSets.problems(when);
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        Provider found = providers.find(provider).orElseThrow(() -> new NoSuchProposal("There is no such provider."));
        return roster.known(provider).map(known -> count(known, new Matching(expressions, when, found)));
    }

    static Matched count(Staff.Known known, Matching matching) {
        long begun = System.nanoTime();
        int people = 0;
        int matched = 0;
        int lockedOut = 0;
        int undecided = 0;
        boolean whole = true;
        List<StaffMember> first = new ArrayList<>();
        for (StaffMember member : known.people()) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                whole = false;
                break;
            }
            Truth truth = matching.of(member.person());
            if (!member.person().enabled()) {
                lockedOut += truth == Truth.TRUE ? 1 : 0;
                continue;
            }
            people++;
            switch (truth) {
                case TRUE -> {
                    matched++;
                    if (first.size() < MOST_NAMES) {
                        first.add(member);
                    }
                }
                case FALSE -> {}
                case UNKNOWN, FAILED -> undecided++;
            }
        }
        return new Matched(known.readAt(), people, matched, lockedOut, undecided, matching.failure(), whole, first);
    }
}
