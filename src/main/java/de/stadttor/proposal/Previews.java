package de.stadttor.proposal;

import de.stadttor.access.CelExpressions;
import de.stadttor.access.Effect;
import de.stadttor.access.InvalidRules;
import de.stadttor.access.Releases;
import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleMerge;
import de.stadttor.access.RuleSets;
import de.stadttor.access.Scene;
import de.stadttor.access.Simulation;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.NotAllowed;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows what a change would do, to those who may make it. Changes nothing. */
@Component
public class Previews {

    /** More belong into a configuration. */
    public static final int MOST_CHANGES = 10_000;

    private final Providers providers;
    private final Applications applications;
    private final Releases releases;
    private final RuleSets ruleSets;
    private final CelExpressions expressions;
    private final Roster roster;
    private final Standing standing;
    private final SeenEffects seen;
    private final Clock clock;

    Previews(
            Providers providers,
            Applications applications,
            Releases releases,
            RuleSets ruleSets,
            CelExpressions expressions,
            Roster roster,
            Standing standing,
            SeenEffects seen,
            Clock clock) {
        this.providers = providers;
        this.applications = applications;
        this.releases = releases;
        this.ruleSets = ruleSets;
        this.expressions = expressions;
        this.roster = roster;
        this.standing = standing;
        this.seen = seen;
        this.clock = clock;
    }

    /** The rules of one moment, and what a change makes of them. */
    record Judged(long version, RuleMerge merge, Effect effect) {}

    /**
     * What these edits would do to the rules that are active now.
     *
     * @param sources of staff, see {@link #sources}; empty means all
     * @throws NotAllowed where the actor may not even propose this
     * @throws NoSuchProposal where there is no such provider for the actor
     * @throws InvalidRules naming all that is wrong
     */
    public Preview preview(Actor given, String provider, Edits edits, Collection<String> sources, Progress progress) {
        Actor actor = standing.now(given);
        demandHand(actor, provider);
        demandFew(edits);
        List<RuleChange> changes = edits.from(ruleSets.active(provider));
        Set<String> needs = ruleSets.secondPersons(provider, changes, actor);
        return preview(actor, provider, changes, needs, sources, progress);
    }

    Preview preview(
            Actor actor,
            String provider,
            List<RuleChange> changes,
            Set<String> needs,
            Collection<String> wanted,
            Progress progress) {
        List<String> sources = roster.chosen(provider, wanted);
        return shown(actor, provider, changes, needs, sources, judge(provider, changes, sources, progress));
    }

    /** What was found out, for somebody who is shown it now. */
    Preview shown(
            Actor actor,
            String provider,
            List<RuleChange> changes,
            Set<String> needs,
            List<String> sources,
            Judged judged) {
        boolean clear = judged.merge().conflicts().isEmpty();
        String token = clear
                ? seen.token(
                        actor,
                        provider,
                        judged.version(),
                        Changes.hash(changes),
                        judged.effect().digest())
                : "";
        return new Preview(
                provider,
                judged.version(),
                judged.merge().changes(),
                judged.merge().conflicts(),
                needs,
                sources,
                judged.effect(),
                token);
    }

    /** The sources that can tell of this provider's staff, the most trusted first. */
    public List<String> sources(String provider) {
        return roster.sourcesOf(provider);
    }

    List<String> chosen(String provider, Collection<String> wanted) {
        return roster.chosen(provider, wanted);
    }

    /**
     * @throws InvalidRules where the rules would not be valid
     */
    Judged judge(String provider, List<RuleChange> changes, List<String> sources, Progress progress) {
        long version = ruleSets.version(provider);
        List<Rule> before = ruleSets.at(provider, version);
        RuleMerge merge = RuleMerge.of(before, changes);
        List<InvalidRules.Problem> problems = ruleSets.problems(provider, merge.rules(), applications.all());
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        Scene scene = Scene.of(found(provider), applications.all(), releases.all(), GermanDays.today(clock));
        Simulation simulation = new Simulation(expressions, scene, before, merge.rules());
        roster.read(provider, sources, progress, simulation::judge);
        return new Judged(version, merge, simulation.effect(roster.groups(provider, sources)));
    }

    private Provider found(String provider) {
        return providers.find(provider).orElseThrow(() -> new NoSuchProposal("There is no such provider."));
    }

    /**
     * For whoever changes something.
     *
     * @throws NotAllowed for those who only look, or do nothing here
     * @throws NoSuchProposal where there is no such provider for the actor
     */
    void demandHand(Actor actor, String provider) {
        if (!actor.isOperator() && !actor.roles().contains(Actor.PROVIDER_ADMIN)) {
            throw new NotAllowed("this needs the role provider-admin or operator");
        }
        demandSight(actor, provider);
        if (!actor.isOperator() && !actor.administers(provider)) {
            throw new NotAllowed("this needs the role provider-admin of " + provider + ", or operator");
        }
    }

    /**
     * For whoever looks. What one may not see looks like what is not there.
     *
     * @throws NotAllowed for those who have nothing to see anywhere
     * @throws NoSuchProposal where there is no such provider for the actor
     */
    void demandSight(Actor actor, String provider) {
        if (!actor.readsSomewhere()) {
            throw new NotAllowed("this needs the role provider-admin, auditor or operator");
        }
        if (!actor.reads(provider)) {
            throw new NoSuchProposal("There is no such provider.");
        }
        found(provider);
    }

    static void demandFew(Edits edits) {
        if (edits.size() > MOST_CHANGES) {
            throw new InvalidProposal(
                    InvalidProposal.Kind.TOO_MANY,
                    "A proposal changes at most " + MOST_CHANGES + " rules, this one has " + edits.size()
                            + ": so many belong into a configuration (stadttor config apply).");
        }
    }
}
