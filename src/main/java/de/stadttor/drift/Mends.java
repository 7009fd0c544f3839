package de.stadttor.drift;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleSets;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryState;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.Edits;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.NoSuchProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** After groups were renamed: proposes the rules that name them with the new names. Nothing counts by that alone. */
@Component
public class Mends {

    private final Directories directories;
    private final SeenGroups seen;
    private final RuleSets ruleSets;
    private final Proposals proposals;

    Mends(Directories directories, SeenGroups seen, RuleSets ruleSets, Proposals proposals) {
        this.directories = directories;
        this.seen = seen;
        this.ruleSets = ruleSets;
        this.proposals = proposals;
    }

    /**
     * Makes a draft. Rules that the actor may not even propose, those of the operators for an admin, stay as they are.
     *
     * @param groupId the directory's own id of the group; with it come those with which it changed names. Null: all
     * @throws NotAllowed where the actor may propose none of the changes
     * @throws NoSuchProposal where there is no such provider for the actor
     * @throws InvalidProposal where nothing is to be mended any more
     */
    public Proposal draft(Actor actor, String provider, @Nullable String groupId, String why) {
        proposals.demandSight(actor, provider);
        Map<String, List<Renamed>> renamed = directories
                .known(provider)
                .map(DirectoryState::snapshot)
                .map(seen::renamed)
                .orElse(Map.of());
        Set<Renamed> all = new HashSet<>();
        renamed.values().forEach(all::addAll);
        Set<Renamed> wanted = groupId == null ? all : Renaming.around(groupId, all);
        List<RuleChange> changes = new ArrayList<>();
        for (Rule rule : ruleSets.active(provider)) {
            Rule mended = Renaming.of(renamed.getOrDefault(rule.id(), List.of()).stream()
                            .filter(wanted::contains)
                            .toList())
                    .applied(rule);
            if (!mended.equals(rule)) {
                changes.add(new RuleChange(rule, mended));
            }
        }
        return proposals.draft(actor, provider, edits(actor, provider, changes), List.of(), why);
    }

    private Edits edits(Actor actor, String provider, List<RuleChange> changes) {
        List<Rule> set = new ArrayList<>();
        NotAllowed refused = null;
        for (RuleChange change : changes) {
            try {
                ruleSets.secondPersons(provider, List.of(change), actor);
                change.sides().skip(1).forEach(set::add);
            } catch (NotAllowed e) {
                refused = e;
            }
        }
        if (set.isEmpty() && refused != null) {
            throw refused;
        }
        return new Edits(set, Set.of());
    }
}
