package de.stadttor.desk;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Explanations.Tried;
import de.stadttor.access.Reason;
import de.stadttor.access.RecordedDecision;
import de.stadttor.application.Application;
import de.stadttor.inquiry.Inquiries.WhatIf;
import de.stadttor.inquiry.Known;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One person: what was decided about them, and what would be.
 *
 * @param decisions the latest for each application
 * @param applications that can be chosen
 * @param problem what is wrong with what was typed: part of the key of a message; null for nothing
 * @param result null where nothing was supposed yet
 */
record WhyPersonPage(
        ProviderPlace provider,
        Known known,
        List<Row> decisions,
        List<Choice> applications,
        WhatIfForm form,
        @Nullable String problem,
        @Nullable Result result)
        implements DeskContent {

    /** An application to be chosen. */
    record Choice(String id, String name) {}

    /**
     * A decision.
     *
     * @param reason code of the first one against it; null for somebody who was let in
     */
    record Row(
            String application,
            String reference,
            Instant decidedAt,
            @Nullable String reason,
            List<RoleLabel> roles,
            long version) {

        static Row of(RecordedDecision recorded, @Nullable Application application, String language) {
            AccessDecision decision = recorded.decision();
            return new Row(
                    application == null ? decision.applicationId() : application.name(language),
                    recorded.reference(),
                    recorded.decidedAt(),
                    code(decision.reason()),
                    decision.admitted() ? RoleLabel.of(application, decision.roles(), language) : List.of(),
                    decision.ruleSetVersion());
        }
    }

    /**
     * What came out.
     *
     * @param reason code of what stands against it; null for somebody who would be let in
     */
    record Outcome(@Nullable String reason, List<String> further, List<RoleLabel> roles) {

        static Outcome of(Tried tried, Application application, String language) {
            AccessDecision decision = tried.decision();
            return new Outcome(
                    code(decision.reason()),
                    decision.reasons().stream().skip(1).map(Reason::code).toList(),
                    decision.admitted() ? RoleLabel.of(application, decision.roles(), language) : List.of());
        }
    }

    /** Now, and if it were as supposed. */
    record Result(
            String application,
            Outcome present,
            Outcome supposed,
            List<RoleLabel> gained,
            List<RoleLabel> lost,
            List<WhyPage.Role> explained) {

        static Result of(WhatIf whatIf, String language) {
            Application application = whatIf.application();
            return new Result(
                    application.name(language),
                    Outcome.of(whatIf.present(), application, language),
                    Outcome.of(whatIf.supposed(), application, language),
                    labels(whatIf.gained(), application, language),
                    labels(whatIf.lost(), application, language),
                    whatIf.supposed().roles().stream()
                            .map(role -> WhyPage.Role.of(role, application, language))
                            .toList());
        }

        private static List<RoleLabel> labels(SortedSet<String> roles, Application application, String language) {
            return RoleLabel.of(application, roles, language);
        }
    }

    private static @Nullable String code(@Nullable Reason reason) {
        return reason == null ? null : reason.code();
    }

    static String href(String provider, String subject) {
        return UriComponentsBuilder.fromPath("/desk/why/person")
                .queryParam("provider", "{provider}")
                .queryParam("subject", "{subject}")
                .encode()
                .buildAndExpand(provider, subject)
                .toUriString();
    }

    public String name() {
        return known.member().name();
    }

    @Override
    public String template() {
        return "why-person";
    }

    @Override
    public Section section() {
        return Section.WHY;
    }

    @Override
    public List<Crumb> crumbs() {
        return List.of(Crumb.of(Section.WHY, "/desk/why"), Crumb.of(name()));
    }
}
