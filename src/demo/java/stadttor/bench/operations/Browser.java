package stadttor.bench.operations;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's browser as far as it matters here: cookies by server, and redirects. For one thread. */
public final class Browser {

    private static final int MOST_HOPS = 15;

    private final Http http;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    public Browser(Http http) {
        this.http = http;
    }

    /**
     * Follows redirects until one leads to an address that starts like that.
     *
     * @throws BenchProblem where a page stands in the way
     */
    public URI go(URI from, String until) {
        URI next = from;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Answer answer = open(next);
            URI location = answer.location();
            if (!answer.isRedirect() || location == null) {
                throw new UnexpectedAnswer(
                        answer,
                        answer + " instead of a redirect, sets " + names(answer.setCookies()) + ": "
                                + answer.body()
                                        .substring(
                                                0, Math.min(2000, answer.body().length())));
            }
            if (location.toString().startsWith(until)) {
                return location;
            }
            next = location;
        }
        throw new BenchProblem("more than " + MOST_HOPS + " redirects from " + from.getAuthority() + from.getPath());
    }

    /** Gives it a cookie as if that server had set it. */
    public void give(String authority, String name, String value) {
        cookies.computeIfAbsent(authority, server -> new LinkedHashMap<>()).put(name, value);
    }

    private Answer open(URI target) {
        Map<String, String> kept = cookies.computeIfAbsent(target.getAuthority(), server -> new LinkedHashMap<>());
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("Accept", "text/html,application/xhtml+xml", "Accept-Language", "de"));
        if (!kept.isEmpty()) {
            headers.put(
                    "Cookie",
                    kept.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Answer answer = http.get(target, headers);
        answer.setCookies().forEach(cookie -> keep(cookie, kept));
        return answer;
    }

    /** Their values are secrets. */
    private static List<String> names(List<String> cookies) {
        return cookies.stream().map(cookie -> cookie.replaceFirst("=.*", "")).toList();
    }

    private static void keep(String cookie, Map<String, String> kept) {
        String pair = cookie.substring(0, cookie.indexOf(';') < 0 ? cookie.length() : cookie.indexOf(';'));
        int equals = pair.indexOf('=');
        String name = pair.substring(0, Math.max(0, equals)).strip();
        String value = pair.substring(equals + 1).strip();
        if (value.isEmpty() || cookie.matches("(?i).*;\\s*Max-Age=0\\b.*")) {
            kept.remove(name);
        } else {
            kept.put(name, value);
        }
    }
}
