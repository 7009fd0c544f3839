package de.stadttor.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser may do with a page: next to nothing. */
final class PageHeaders {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+|\\[[0-9a-f:.]+]");

    private PageHeaders() {}

    /**
     * @param formTargets addresses to which the answer to a form of this page may redirect: Chromium applies
     *     {@code form-action} to each step of such a chain
     * @param frames addresses that the page opens in frames: their origins may be framed, and no other
     * @param calls whether scripts of the page may ask the hub for more
     */
    static void set(
            HttpServletResponse response, Collection<String> formTargets, Collection<String> frames, boolean calls) {
        String framed = frames.isEmpty() ? "" : "frame-src" + origins(frames) + "; ";
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
                        + (calls ? "connect-src 'self'; " : "") + framed + "form-action 'self'" + origins(formTargets)
                        + "; frame-ancestors 'none'; base-uri 'none'");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private static String origins(Collection<String> addresses) {
        return addresses.stream()
                .flatMap(address -> origin(address).stream())
                .distinct()
                .sorted()
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
    }

    /** Scheme, host and port; of a native application's own scheme that scheme; nothing of what is no URI. */
    private static Optional<String> origin(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getScheme() == null) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return SCHEME.matcher(scheme).matches() ? Optional.of(scheme + ":") : Optional.empty();
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of(scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
}
