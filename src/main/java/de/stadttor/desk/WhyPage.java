package de.stadttor.desk;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.DecisionInputs;
import de.stadttor.access.Explanation;
import de.stadttor.access.Explanation.RoleExplained;
import de.stadttor.access.Explanation.RuleJudged;
import de.stadttor.application.Application;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody has a role or has none.
 *
 * @param number as it was typed, null where nobody asked yet
 * @param answer null where there is none to that number
 * @param who the search for a person
 */
record WhyPage(@Nullable String number, @Nullable Answer answer, WhoSearch who) implements DeskContent {

    /**
     * @param reason its code, null for somebody who was let in
     * @param further codes of what stood against it besides
     * @param today null where the person or the application are gone
     */
    record Answer(
            String reference,
            Instant decidedAt,
            String providerId,
            String providerName,
            String applicationName,
            @Nullable String reason,
            List<String> further,
            List<RoleLabel> roles,
            List<String> claims,
            DecisionInputs inputs,
            List<Role> explained,
            List<AccessDecision.Failed> failed,
            boolean confirmed,
            @Nullable Today today) {

        static Answer of(
                Explanation explanation, String providerName, @Nullable Application application, String language) {
            AccessDecision decision = explanation.recorded().decision();
            return new Answer(
                    explanation.recorded().reference(),
                    explanation.recorded().decidedAt(),
                    decision.inputs().provider(),
                    providerName,
                    application == null ? decision.applicationId() : application.name(language),
                    code(decision),
                    decision.reasons().stream()
                            .skip(1)
                            .map(reason -> reason.code())
                            .toList(),
                    RoleLabel.of(application, decision.roles(), language),
                    decision.releasedClaims().stream().sorted().toList(),
                    decision.inputs(),
                    explanation.roles().stream()
                            .map(role -> Role.of(role, application, language))
                            .toList(),
                    decision.failed(),
                    explanation.confirmed(),
                    Today.of(explanation.today(), application, language));
        }

        private static @Nullable String code(AccessDecision decision) {
            return decision.reason() == null ? null : decision.reason().code();
        }
    }

    /** A role, given or not, and the rules for it. */
    record Role(RoleLabel label, boolean given, List<RuleWords> rules, int further) {

        static Role of(RoleExplained role, @Nullable Application application, String language) {
            return new Role(
                    RoleLabel.of(application, role.role(), language),
                    role.given(),
                    role.rules().stream()
                            .filter(rule -> !role.given() || rule.applied())
                            .map(RuleWords::of)
                            .toList(),
                    role.given() ? 0 : role.further());
        }
    }

    /** A rule and what it came to. */
    record RuleWords(String id, boolean inForce, ConditionWords when) {

        static RuleWords of(RuleJudged judged) {
            return new RuleWords(judged.rule().id(), judged.inForce(), ConditionWords.of(judged.when()));
        }
    }

    /**
     * What it would be now.
     *
     * @param changed what entered otherwise, in lower case, as in the keys of the messages
     */
    record Today(boolean same, @Nullable String reason, List<RoleLabel> roles, List<String> changed) {

        static @Nullable Today of(
                Explanation.@Nullable Today today, @Nullable Application application, String language) {
            return today == null
                    ? null
                    : new Today(
                            today.same(),
                            Answer.code(today.decision()),
                            RoleLabel.of(application, today.decision().roles(), language),
                            today.changed().stream()
                                    .sorted()
                                    .map(changed -> changed.name().toLowerCase(Locale.ROOT))
                                    .toList());
        }
    }

    @Override
    public String template() {
        return "why";
    }

    @Override
    public Section section() {
        return Section.WHY;
    }

    @Override
    public List<Crumb> crumbs() {
        return List.of(Crumb.of(Section.WHY));
    }
}
