package de.stadttor.desk;

import de.stadttor.access.RoleWays;
import de.stadttor.access.RoleWaysCount;
import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Providers;
import de.stadttor.statistics.Statistics;
import de.stadttor.statistics.WaysToRoles;
import de.stadttor.web.Desk;
import de.stadttor.web.DeskUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What one would rather look at than read: how groups become roles, and how sign-ins go. */
@Desk
class PicturesDesk {

    private static final int MOST_WAYS = 60;
    private static final List<Integer> DAYS = List.of(14, 30, 90);

    private final DeskPages pages;
    private final Providers providers;
    private final Applications applications;
    private final WaysToRoles ways;
    private final Statistics statistics;

    PicturesDesk(
            DeskPages pages, Providers providers, Applications applications, WaysToRoles ways, Statistics statistics) {
        this.pages = pages;
        this.providers = providers;
        this.applications = applications;
        this.ways = ways;
        this.statistics = statistics;
    }

    @GetMapping("/desk/providers/{provider}/pictures")
    void pictures(
            DeskUser user,
            @PathVariable String provider,
            @RequestParam(name = "application", defaultValue = "") String application,
            @RequestParam(name = "days", defaultValue = "30") String days,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ProviderPlace place = ProviderPlace.of(providers, provider, user);
        WaysToRoles.Known known = ways.of(provider, user.actor()).orElseThrow(DeskProblems.NotThere::new);
        Map<String, Application> registered =
                applications.all().stream().collect(Collectors.toMap(Application::id, Function.identity()));
        int span = DAYS.stream()
                .filter(one -> one.toString().equals(days))
                .findFirst()
                .orElse(30);
        RoleWays bounded = RoleWaysCount.bounded(known.ways(), application, MOST_WAYS);
        pages.write(
                request,
                response,
                user,
                new PicturesPage(
                        place,
                        new PicturesPage.Ways(
                                WayRow.of(bounded, registered, user.language()),
                                bounded.people(),
                                known.readAt(),
                                known.counting()),
                        application,
                        choices(known.ways(), registered, user.language()),
                        DAYS,
                        span,
                        statistics.signIns(provider, span, user.actor())));
    }

    /** Those to which a way leads, and the one that was asked for. */
    private static List<PicturesPage.Choice> choices(
            RoleWays all, Map<String, Application> registered, String language) {
        Set<String> reached = all.ways().stream().map(RoleWays.Way::application).collect(Collectors.toSet());
        return registered.values().stream()
                .filter(application -> reached.contains(application.id()))
                .map(application -> new PicturesPage.Choice(application.id(), application.name(language)))
                .sorted(Comparator.comparing(PicturesPage.Choice::name))
                .toList();
    }
}
