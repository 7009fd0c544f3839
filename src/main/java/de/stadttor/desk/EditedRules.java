package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.NoSuchProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.proposal.Proposals;
import de.stadttor.web.DeskUser;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the rule that somebody wants to make, change or take away, and sees to it that they may. */
@Component
class EditedRules {

    private final Providers providers;
    private final Applications applications;
    private final RuleSets ruleSets;
    private final Proposals proposals;

    EditedRules(Providers providers, Applications applications, RuleSets ruleSets, Proposals proposals) {
        this.providers = providers;
        this.applications = applications;
        this.ruleSets = ruleSets;
        this.proposals = proposals;
    }

    /**
     * @throws NotAllowed for those who only look
     * @throws DeskProblems.NotThere where there is no such provider
     */
    ProviderPlace place(DeskUser user, String provider) {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        if (!place.changes()) {
            throw new NotAllowed("rules of " + provider + " are changed by its own admins");
        }
        return place;
    }

    /** A rule that there is not yet, for one of the applications that have roles. */
    EditedRule fresh(DeskUser user, String provider, String application, @Nullable String proposal) {
        ProviderPlace place = place(user, provider);
        Application found = applications
                .find(application)
                .filter(one -> !one.roles().isEmpty())
                .orElseThrow(DeskProblems.NotThere::new);
        return EditedRule.of(place, found, null, null, draft(user, provider, proposal), ruleSets.active(provider));
    }

    /** A rule that counts, or that stands in the person's draft. */
    EditedRule known(DeskUser user, String provider, String ruleId, @Nullable String proposal) {
        ProviderPlace place = place(user, provider);
        Proposal draft = draft(user, provider, proposal);
        List<Rule> rules = ruleSets.active(provider);
        Rule active = rules.stream()
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .orElse(null);
        Rule drafted = draft == null
                ? null
                : draft.changes().stream()
                        .map(RuleChange::after)
                        .filter(Objects::nonNull)
                        .filter(rule -> rule.id().equals(ruleId))
                        .findFirst()
                        .orElse(null);
        Rule rule = drafted == null ? active : drafted;
        if (rule == null) {
            throw new DeskProblems.NotThere();
        }
        // refuses what is the operators' alone
        ruleSets.secondPersons(provider, List.of(new RuleChange(active, drafted)), user.actor());
        Application application = applications.find(rule.application()).orElseThrow(DeskProblems.NotThere::new);
        return EditedRule.of(place, application, active, rule, draft, rules);
    }

    /** Of others, and of other providers, there is none. */
    private @Nullable Proposal draft(DeskUser user, String provider, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        try {
            Proposal proposal = proposals.find(user.actor(), UUID.fromString(id));
            if (!proposal.provider().equals(provider)) {
                throw new DeskProblems.NotThere();
            }
            if (!proposal.author().equals(user.actor().name())) {
                throw new NotAllowed("a draft is changed by its author alone");
            }
            return proposal;
        } catch (NoSuchProposal | IllegalArgumentException e) {
            throw new DeskProblems.NotThere();
        }
    }
}
