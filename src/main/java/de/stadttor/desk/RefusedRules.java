package de.stadttor.desk;

import de.stadttor.access.InvalidRules;
import de.stadttor.desk.RuleReading.Problem;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.ProposalRefused;
import java.util.List;
import java.util.Map;

/** Why a change of rules was not kept, in the words of the page: what the use cases say is for programs, and English. */
final class RefusedRules {

    private static final int MOST = 10;

    /** The parts of a rule that a use case may find wrong, as in the keys of messages. */
    static final Map<String, String> PARTS = Map.of(
            "application", "application",
            "grant", "roles",
            "id", "id",
            "provider", "provider",
            "until", "valid",
            "why", "why",
            "when", "who");

    private RefusedRules() {}

    /**
     * What is wrong, never empty.
     *
     * @param refusal of the use cases that draft a change of rules
     */
    static List<Problem> of(RuntimeException refusal) {
        return switch (refusal) {
            case InvalidRules invalid ->
                invalid.problems().stream()
                        .map(problem -> form("rules_" + part(problem.path()), problem.ruleId()))
                        .distinct()
                        .limit(MOST)
                        .toList();
            case InvalidProposal invalid -> List.of(form(invalid.kind().code(), ""));
            // a draft no more, since its author has sent it on; everything else is that others were quicker
            case ProposalRefused refused ->
                List.of(form(refused.kind() == ProposalRefused.Kind.STATE ? "state" : "meanwhile", ""));
            default -> throw refusal;
        };
    }

    private static String part(String path) {
        String[] names = path.split("/", 3);
        return names.length < 2 ? "all" : PARTS.getOrDefault(names[1], "all");
    }

    private static Problem form(String code, String ruleId) {
        return new Problem("form", "refused_" + code, ruleId);
    }
}
