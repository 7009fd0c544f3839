package de.stadttor.desk;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleSetVersion;
import de.stadttor.access.RuleSets;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.platform.GermanDays;
import de.stadttor.platform.Json;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Who of a provider's people gets which roles, and by which rule. */
@Desk
class RulesDesk {

    /** So many on a page; who has more looks for them. */
    private static final int MOST = 200;

    private final DeskPages pages;
    private final RuleSets ruleSets;
    private final Applications applications;
    private final Providers providers;
    private final Authors authors;
    private final Clock clock;

    RulesDesk(
            DeskPages pages,
            RuleSets ruleSets,
            Applications applications,
            Providers providers,
            Authors authors,
            Clock clock) {
        this.pages = pages;
        this.ruleSets = ruleSets;
        this.applications = applications;
        this.providers = providers;
        this.authors = authors;
        this.clock = clock;
    }

    @GetMapping("/desk/providers/{provider}/rules")
    void rules(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "text", defaultValue = "") String text,
            @RequestParam(name = "application", defaultValue = "") String application,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        RulesPage.Filter filter = new RulesPage.Filter(text.strip(), application);
        List<Rule> all = ruleSets.active(provider);
        Map<String, Application> known = new LinkedHashMap<>();
        applications.all().stream()
                .sorted(Comparator.comparing((Application one) -> one.id().equals(Application.STADTTOR))
                        .thenComparing(one -> one.name(user.language())))
                .forEach(one -> known.put(one.id(), one));
        Map<String, RulesPage.OfApplication> shown = new LinkedHashMap<>();
        known.forEach((id, one) ->
                shown.put(id, new RulesPage.OfApplication(id, one.name(user.language()), new ArrayList<>())));
        int found = 0;
        for (Rule rule : all) {
            Application its = known.get(rule.application());
            RulesPage.Row row = RulesPage.Row.of(rule, its, user.language(), today());
            if (filter.passes(row, rule.application()) && found++ < MOST) {
                shown.computeIfAbsent(
                                rule.application(),
                                id -> new RulesPage.OfApplication(id, name(its, id, user), new ArrayList<>()))
                        .rows()
                        .add(row);
            }
        }
        RuleSetVersion version = ruleSets.latest(provider).orElse(null);
        pages.write(
                request,
                response,
                user,
                new RulesPage(
                        place,
                        version,
                        version == null ? null : authors.name(version.actor(), user),
                        filter,
                        known.values().stream()
                                .filter(one -> all.stream()
                                        .anyMatch(rule -> rule.application().equals(one.id())))
                                .map(one -> new RulesPage.Choice(one.id(), one.name(user.language())))
                                .toList(),
                        shown.values().stream()
                                .filter(one -> !one.rows().isEmpty())
                                .toList(),
                        all.size(),
                        found));
    }

    @GetMapping("/desk/providers/{provider}/rules/{rule}")
    void rule(
            DeskUser user,
            @PathVariable String provider,
            @PathVariable("rule") String ruleId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        Rule rule = ruleSets.active(provider).stream()
                .filter(one -> one.id().equals(ruleId))
                .findFirst()
                .orElseThrow(DeskProblems.NotThere::new);
        Application application = applications.find(rule.application()).orElse(null);
        RuleSetVersion version = ruleSets.latest(provider).orElseThrow(DeskProblems.NotThere::new);
        pages.write(
                request,
                response,
                user,
                new RulePage(
                        place,
                        name(application, rule.application(), user),
                        RulesPage.Row.of(rule, application, user.language(), today()),
                        Json.write(rule.when().toMap()),
                        version.version(),
                        authors.name(version.actor(), user)));
    }

    private LocalDate today() {
        return GermanDays.today(clock);
    }

    private static String name(@Nullable Application application, String id, DeskUser user) {
        return application == null ? id : application.name(user.language());
    }
}
