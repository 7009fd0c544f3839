package de.stadttor.desk;

import de.stadttor.access.RoleWays;
import de.stadttor.application.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way from what a provider tells to a role, in words.
 *
 * @param kind as in the keys of the messages
 * @param source what it is called at the provider; empty for several that were summed
 * @param applicationId empty for several that were summed
 * @param application its name; empty for several
 * @param roleId empty for several
 * @param role its name; empty for several
 * @param count of people, or of rules
 * @param roleCount of those who have the role by whatever way
 */
record WayRow(
        String kind,
        String source,
        String applicationId,
        String application,
        String roleId,
        String role,
        int count,
        int roleCount) {

    /** Whether several were summed here. */
    public boolean others() {
        return kind.equals("others");
    }

    /** By application and role, the widest way first within each. */
    static List<WayRow> of(RoleWays ways, Map<String, Application> registered, String language) {
        Map<String, Integer> roles = ways.roles().stream()
                .collect(Collectors.toMap(role -> key(role.application(), role.role()), RoleWays.Role::count));
        return ways.ways().stream()
                .map(way -> of(way, registered.get(way.application()), roles, language))
                .sorted(Comparator.comparing((WayRow row) -> row.application().isEmpty())
                        .thenComparing(WayRow::application)
                        .thenComparing(row -> row.role().isEmpty())
                        .thenComparing(WayRow::role)
                        .thenComparing(WayRow::others)
                        .thenComparing(Comparator.comparingInt(WayRow::count).reversed())
                        .thenComparing(WayRow::source))
                .toList();
    }

    private static WayRow of(
            RoleWays.Way way, @Nullable Application application, Map<String, Integer> roles, String language) {
        return new WayRow(
                way.source().kind().name().toLowerCase(Locale.ROOT),
                way.source().name(),
                way.application(),
                application == null ? way.application() : application.name(language),
                way.role(),
                way.role().isEmpty()
                        ? ""
                        : RoleLabel.of(application, way.role(), language).name(),
                way.count(),
                roles.getOrDefault(key(way.application(), way.role()), way.count()));
    }

    private static String key(String application, String role) {
        return application + " " + role;
    }
}
