package de.stadttor.application;

import de.stadttor.platform.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an address has to look like; each check gives what is wrong and what was expected, or null. */
public final class Addresses {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern CLIMBING = Pattern.compile("(^|/)\\.{1,2}([;/]|$)");

    private Addresses() {}

    /** RFC 9700 section 2.1 and, for native applications, RFC 8252 section 7. */
    public static @Nullable String redirectProblem(String address, boolean isNative) {
        URI uri = parsed(address);
        if (uri == null || uri.getScheme() == null) {
            return Quoted.of(address) + " is no absolute address, expected https://…";
        }
        if (address.indexOf('*') >= 0) {
            return "no wildcard may stand in a redirect address, expected it in full";
        }
        if (address.indexOf('#') >= 0) {
            return "a redirect address has no fragment, expected it without #";
        }
        String scheme = uri.getScheme();
        if (isNative && scheme.indexOf('.') > 0) {
            return climbs(uri) ? "the path climbs with .., expected it without" : null;
        }
        return switch (scheme) {
            case "https", "http" -> {
                String problem = authorityProblem(uri);
                if (problem != null) {
                    yield problem;
                }
                yield scheme.equals("http") && !LOOPBACK.contains(uri.getHost())
                        ? "http is for loopback only (localhost, 127.0.0.1, [::1]), expected https"
                        : null;
            }
            default ->
                "the scheme " + Quoted.of(scheme) + " is not allowed, expected https, http on loopback"
                        + (isNative ? ", or a scheme of its own with a dot such as de.example.app" : "");
        };
    }

    /** An address that the hub itself, or a browser on its behalf, goes to. */
    public static @Nullable String serverProblem(String address, boolean loopbackHttp) {
        URI uri = parsed(address);
        if (uri == null || uri.getScheme() == null || uri.getHost() == null) {
            return Quoted.of(address) + " is no absolute address, expected https://…";
        }
        if (address.indexOf('#') >= 0) {
            return "no fragment is possible here, expected the address without #";
        }
        if (!uri.getScheme().equals("https")
                && !(loopbackHttp && uri.getScheme().equals("http") && LOOPBACK.contains(uri.getHost()))) {
            return loopbackHttp
                    ? "expected https, or http on loopback"
                    : Quoted.of(address) + " is not encrypted, expected https";
        }
        return authorityProblem(uri);
    }

    /** RFC 8414 section 2: an issuer has neither query nor fragment. */
    public static @Nullable String issuerProblem(String address, boolean loopbackHttp) {
        String problem = serverProblem(address, loopbackHttp);
        return problem == null && address.indexOf('?') >= 0 ? "an issuer has no query, expected it without ?" : problem;
    }

    private static @Nullable String authorityProblem(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return "the host is missing, expected https://host/path";
        }
        if (uri.getRawUserInfo() != null) {
            return "no user name may stand in an address, expected it without";
        }
        if (!host.equals(host.toLowerCase(Locale.ROOT)) || host.endsWith(".")) {
            return "expected the host in lower case, without a dot at its end";
        }
        return climbs(uri) ? "the path climbs with .., expected it without" : null;
    }

    private static boolean climbs(URI uri) {
        String path = uri.getPath() == null ? uri.getSchemeSpecificPart() : uri.getPath();
        return path.indexOf('\\') >= 0 || CLIMBING.matcher(path).find();
    }

    private static @Nullable URI parsed(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
