package de.stadttor.desk;

import de.stadttor.desk.AccessTables.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** The pages and actions of the running hub's desk, each with the lines of the tables that lead to it. */
final class DeskRoutes {

    /** They are the same for everybody, whatever their roles: {@link DeskDoorTests}. */
    private static final Set<String> DOORS = Set.of("/desk/entered", "/desk/sign-out");

    private final Map<Route, List<Row>> rows = new LinkedHashMap<>();

    /**
     * @param handler as its class and method: two may share an address, told apart by a parameter
     */
    record Route(String method, String pattern, String handler) {

        boolean isOfAProvider() {
            return pattern.contains("{provider}");
        }

        boolean namesSomething() {
            return pattern.replace("{provider}", "").contains("{");
        }
    }

    DeskRoutes(RequestMappingHandlerMapping mapping, List<Row> table) {
        mapping.getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues().stream()
                        .filter(pattern ->
                                (pattern.equals("/desk") || pattern.startsWith("/desk/")) && !DOORS.contains(pattern))
                        .forEach(pattern -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method ->
                                        rows.put(route(method.name(), pattern, handler), new ArrayList<>()))));
        table.forEach(row -> Objects.requireNonNull(rows.get(find(mapping, row)), () -> "no route for " + row)
                .add(row));
    }

    private static Route route(String method, String pattern, HandlerMethod handler) {
        return new Route(
                method,
                pattern,
                handler.getBeanType().getSimpleName() + "."
                        + handler.getMethod().getName());
    }

    /** As the hub itself would. */
    private static Route find(RequestMappingHandlerMapping mapping, Row row) {
        String[] address = row.path().split("\\?", 2);
        MockHttpServletRequest request = new MockHttpServletRequest(row.method(), address[0]);
        if (address.length > 1) {
            Arrays.stream(address[1].split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> request.addParameter(pair[0], pair[1]));
        }
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerMethod handler = (HandlerMethod) Objects.requireNonNull(mapping.getHandler(request), row::toString)
                    .getHandler();
            String pattern = Objects.toString(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            return route(row.method(), pattern, handler);
        } catch (Exception e) {
            throw new AssertionError("no route for " + row, e);
        }
    }

    /** What the tables leave open, in words; empty where they are complete. */
    Set<String> gaps() {
        Set<String> gaps = new TreeSet<>();
        rows.forEach((route, lines) -> gaps(route, lines).forEach(gap -> gaps.add(route + " " + gap)));
        return gaps;
    }

    private static List<String> gaps(Route route, List<Row> lines) {
        if (lines.isEmpty()) {
            return List.of("stands in no table");
        }
        List<String> gaps = new ArrayList<>();
        if (!lines.stream().allMatch(row -> row.statuses().keySet().containsAll(AccessTables.EVERYBODY))) {
            return List.of("is not tried by everybody");
        }
        if (route.method().equals("POST")
                && lines.stream().anyMatch(row -> !row.keepsNothing() && row.admits("paul"))) {
            gaps.add("lets an auditor change something");
        }
        if (route.isOfAProvider()) {
            if (!keepsOut(lines, "ebit-dresden", "heiko", "paul", "bernd", "anna")
                    || !keepsOut(lines, "kid-magdeburg", "dirk", "bernd", "anna")) {
                gaps.add("is not tried by people of another provider, or lets them in");
            }
            if (lines.stream().noneMatch(row -> isAt(row, "nowhere") && row.answers("otto") == 404)) {
                gaps.add("is not tried for a provider that is not there");
            }
        }
        if (route.namesSomething()
                && AccessTables.EVERYBODY.stream().noneMatch(person -> isToldOfAGuess(lines, person))) {
            gaps.add("is not tried with a guessed name by somebody who is let in");
        }
        return gaps;
    }

    private static boolean isAt(Row row, String provider) {
        return row.path().startsWith("/desk/providers/" + provider + "/");
    }

    private static boolean keepsOut(List<Row> lines, String provider, String... foreign) {
        List<Row> there = lines.stream().filter(row -> isAt(row, provider)).toList();
        return !there.isEmpty()
                && there.stream().allMatch(row -> Arrays.stream(foreign).noneMatch(row::admits));
    }

    private static boolean isToldOfAGuess(List<Row> lines, String person) {
        return lines.stream().anyMatch(row -> row.admits(person))
                && lines.stream().anyMatch(row -> row.answers(person) == 404 && !isAt(row, "nowhere"));
    }
}
