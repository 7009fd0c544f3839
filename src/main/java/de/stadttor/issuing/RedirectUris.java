package de.stadttor.issuing;

import de.stadttor.application.Application;
import java.net.URI;

/** Redirect URIs match exactly; only native applications may vary the port, on loopback (RFC 8252 section 7.3). */
final class RedirectUris {

    private RedirectUris() {}

    static boolean registered(String presented, Application application) {
        if (application.redirectUris().contains(presented)) {
            return true;
        }
        return application.type() == Application.Type.NATIVE
                && application.redirectUris().stream().anyMatch(registered -> differsInPort(presented, registered));
    }

    private static boolean differsInPort(String presented, String registered) {
        try {
            URI a = URI.create(presented);
            URI b = URI.create(registered);
            boolean loopback = "127.0.0.1".equals(b.getHost()) || "[::1]".equals(b.getHost());
            return loopback && a.getPort() > 0 && withoutPort(presented, a).equals(withoutPort(registered, b));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Compared as text, so that nothing is normalised on the way. */
    private static String withoutPort(String text, URI uri) {
        String authority = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String prefix = uri.getScheme() + "://" + authority;
        return text.startsWith(prefix)
                ? uri.getScheme() + "://" + uri.getHost() + text.substring(prefix.length())
                : text;
    }
}
