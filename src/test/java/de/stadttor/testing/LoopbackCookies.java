package de.stadttor.testing;

import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Cookies as a browser keeps them on loopback: like a browser, and unlike the JDK's own handler, it sends a
 * {@code Secure} cookie to {@code http://localhost}. Ports make no difference.
 */
public final class LoopbackCookies extends CookieHandler {

    private record Key(String host, String path, String name) {}

    private final Map<Key, String> values = new ConcurrentHashMap<>();

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
        String header = values.entrySet().stream()
                .filter(cookie -> cookie.getKey().host().equals(uri.getHost()))
                .filter(cookie -> covers(cookie.getKey().path(), uri.getPath()))
                .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? Map.of() : Map.of("Cookie", List.of(header));
    }

    private static boolean covers(String cookiePath, String path) {
        return path.equals(cookiePath)
                || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/")
                || (path + "/").equals(cookiePath);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> responseHeaders) {
        responseHeaders.forEach((name, headers) -> {
            if ("Set-Cookie".equalsIgnoreCase(name)) {
                headers.forEach(header -> keep(uri, header));
            }
        });
    }

    private void keep(URI uri, String header) {
        String pair = header.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('=')).trim();
        HttpCookie attributes =
                HttpCookie.parse(name + "=v" + header.substring(pair.length())).getFirst();
        String path = attributes.getPath() == null ? "/" : attributes.getPath();
        Key key = new Key(uri.getHost(), path, name);
        if (attributes.getMaxAge() == 0) {
            values.remove(key);
        } else {
            values.put(key, pair.substring(pair.indexOf('=') + 1).trim());
        }
    }

    /** The value of a cookie, whatever its host and path. */
    Optional<String> value(String name) {
        return values.entrySet().stream()
                .filter(cookie -> cookie.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** As if {@code localhost} had set it. */
    void plant(String name, String value) {
        values.put(new Key("localhost", "/", name), value);
    }

    void forget(String name) {
        values.keySet().removeIf(cookie -> cookie.name().equals(name));
    }

    /** The names of all the cookies that it keeps. */
    public List<String> names() {
        return values.keySet().stream().map(Key::name).sorted().toList();
    }
}
