package de.stadttor.api;

import de.stadttor.access.RoleWays;
import de.stadttor.access.RoleWaysCount;
import de.stadttor.directory.Directories;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.statistics.SignInStatistics;
import de.stadttor.statistics.Statistics;
import de.stadttor.statistics.WaysToRoles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The numbers of the desk's pictures: for operators, and for the provider's own admins and auditors. */
@RestController
@RequestMapping(path = "/api/v1/providers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class StatisticsApi {

    private static final int MOST_WAYS = 1_000;

    private final Statistics statistics;
    private final WaysToRoles ways;
    private final Providers providers;

    /** Times in seconds; null where nobody signed in. */
    record Day(
            LocalDate day,
            long signIns,
            SortedMap<String, Long> refusals,
            @Nullable Double median,
            @Nullable Double p95) {

        static Day of(SignInStatistics.Day day) {
            return new Day(day.day(), day.signIns(), day.refusals(), seconds(day.median()), seconds(day.p95()));
        }

        private static @Nullable Double seconds(@Nullable Duration took) {
            return took == null ? null : took.toMillis() / 1_000d;
        }
    }

    record Answer(String provider, Day total, List<Day> days) {}

    record Way(String kind, String name, String application, String role, int count) {}

    /**
     * @param counted whether people were counted, or rules where the directory was not read yet
     */
    record Ways(
            String provider,
            String counted,
            @Nullable Integer people,
            @Nullable Instant readAt,
            List<Way> ways,
            List<RoleWays.Role> roles) {}

    StatisticsApi(Statistics statistics, WaysToRoles ways, Providers providers) {
        this.statistics = statistics;
        this.ways = ways;
        this.providers = providers;
    }

    @GetMapping("/statistics")
    ResponseEntity<Answer> signIns(
            @PathVariable String id, @RequestParam(defaultValue = "30") String days, Actor actor) {
        demand(id, actor);
        SignInStatistics found = statistics.signIns(id, days(days), actor);
        return Unstored.ok(new Answer(
                found.provider(),
                Day.of(found.total()),
                found.days().stream().map(Day::of).toList()));
    }

    @GetMapping("/role-ways")
    ResponseEntity<Ways> ways(
            @PathVariable String id, @RequestParam(defaultValue = "") String application, Actor actor) {
        demand(id, actor);
        WaysToRoles.Known known = ways.of(id, actor).orElseThrow(StatisticsApi::noProvider);
        RoleWays bounded = RoleWaysCount.bounded(known.ways(), application, MOST_WAYS);
        return Unstored.ok(new Ways(
                id,
                bounded.people() == null ? "rules" : "people",
                bounded.people(),
                known.readAt(),
                bounded.ways().stream()
                        .map(way -> new Way(
                                way.source()
                                        .kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                                way.source().name(),
                                way.application(),
                                way.role(),
                                way.count()))
                        .toList(),
                bounded.roles()));
    }

    private static int days(String text) {
        try {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= Statistics.MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST,
                "days cannot be read, expected a whole number from 1 to " + Statistics.MOST_DAYS + ".");
    }

    /** Another provider looks like one that is not there. */
    private void demand(String id, Actor actor) {
        if (!Directories.mayLook(actor, id) || providers.find(id).isEmpty()) {
            throw noProvider();
        }
    }

    private static ResponseStatusException noProvider() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no provider of this id.");
    }
}
