package de.stadttor.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of a request, read as text: {@code getParameter} would consume the body of a form post, and on an error
 * dispatch it fails again on the very request that was refused.
 */
final class Query {

    private Query() {}

    /** As the browser sent it, before any error dispatch; empty where there is none. */
    static String of(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
        String query = original instanceof String text ? text : request.getQueryString();
        return query == null ? "" : query;
    }

    static Stream<String> values(String query, String name) {
        return parts(query).filter(p -> p.startsWith(name + "=")).map(p -> p.substring(name.length() + 1));
    }

    /** A relative reference to the same page: cannot lead to another host, whatever the path is. */
    static String with(String query, String name, String value) {
        return Stream.concat(
                        parts(query).filter(p -> !p.startsWith(name + "=") && !p.equals(name)),
                        Stream.of(name + "=" + value))
                .collect(Collectors.joining("&", "?", ""));
    }

    static String without(String query, String name) {
        return parts(query)
                .filter(p -> !p.startsWith(name + "=") && !p.equals(name))
                .collect(Collectors.joining("&"));
    }

    private static Stream<String> parts(String query) {
        return Arrays.stream(query.split("&")).filter(p -> !p.isEmpty());
    }
}
