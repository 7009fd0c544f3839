package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleChange;
import de.stadttor.application.Application;
import de.stadttor.platform.Actor;
import de.stadttor.proposal.Proposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The rule that somebody makes or changes, and where.
 *
 * @param active as it counts now; null where there is none of its id
 * @param rule as the person last left it: in the draft, else as it counts; null for a new one
 * @param proposal the draft to which the change is to be added; null for one of its own
 * @param taken ids of the provider's other rules, those of the draft included
 */
record EditedRule(
        ProviderPlace place,
        Application application,
        @Nullable Rule active,
        @Nullable Rule rule,
        @Nullable Proposal proposal,
        Set<String> taken) {

    static EditedRule of(
            ProviderPlace place,
            Application application,
            @Nullable Rule active,
            @Nullable Rule rule,
            @Nullable Proposal proposal,
            List<Rule> rules) {
        Set<String> ids = new HashSet<>();
        rules.forEach(one -> ids.add(one.id()));
        if (proposal != null) {
            proposal.changes().forEach(change -> ids.add(change.ruleId()));
        }
        if (rule != null) {
            ids.remove(rule.id());
        }
        return new EditedRule(place, application, active, rule, proposal, ids);
    }

    /** Whether nobody has ever seen this rule count, so that it may still be called anything. */
    boolean isNew() {
        return active == null;
    }

    /** Where its editor is. */
    String href() {
        UriComponentsBuilder address = rule == null
                ? UriComponentsBuilder.fromPath(place.href("rules/_new")).queryParam("application", application.id())
                : UriComponentsBuilder.fromPath(place.href("rules/" + rule.id() + "/change"));
        return (proposal == null ? address : address.queryParam("proposal", proposal.id()))
                .encode()
                .toUriString();
    }

    /** Where the draft is shown that the change belongs to. */
    static String href(ProviderPlace place, Proposal proposal) {
        return place.href("proposals/" + proposal.id());
    }

    /** Where the person's draft is; where there is none, the rules. */
    public String draftHref() {
        return proposal == null ? place.href("rules") : href(place, proposal);
    }

    /** Whether nothing can be added to the draft any more. */
    boolean isClosed() {
        return proposal != null
                && proposal.state() != Proposal.State.DRAFT
                && proposal.state() != Proposal.State.OUTDATED;
    }

    List<Application.Role> roles() {
        return roles(place, application);
    }

    /** Of the catalogue those roles that this person may give at all. */
    static List<Application.Role> roles(ProviderPlace place, Application application) {
        return application.id().equals(Application.STADTTOR) && !place.chosen()
                ? application.roles().stream()
                        .filter(role -> role.id().equals(Actor.PROVIDER_ADMIN))
                        .toList()
                : application.roles();
    }

    /** The other rules that the draft changes. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        if (proposal != null) {
            proposal.changes().stream()
                    .map(RuleChange::ruleId)
                    .filter(id -> rule == null || !id.equals(rule.id()))
                    .forEach(others::add);
        }
        return others;
    }
}
