package de.stadttor.issuing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of HTTP requests as DPoP compares them: RFC 3986 sections 6.2.2 and 6.2.3, without query and fragment. */
final class TargetUri {

    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String UNRESERVED = "-._~";

    private TargetUri() {}

    /** The normal form; empty for what is no absolute http or https address. */
    static Optional<String> normal(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return Optional.empty();
            }
            int standard = scheme.equals("https") ? 443 : 80;
            String port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path(uri.getRawPath()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String path(String raw) {
        String unescaped = ESCAPED.matcher(raw).replaceAll(escape -> {
            char character = (char) Integer.parseInt(escape.group(1), 16);
            return isUnreserved(character)
                    ? String.valueOf(character)
                    : escape.group().toUpperCase(Locale.ROOT);
        });
        String plain = URI.create(unescaped).normalize().getRawPath();
        return plain.isEmpty() ? "/" : plain;
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || UNRESERVED.indexOf(character) >= 0;
    }
}
