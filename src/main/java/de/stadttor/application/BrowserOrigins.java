package de.stadttor.application;

import de.stadttor.platform.ChangeFeed;
import de.stadttor.platform.Json;
import de.stadttor.platform.Snapshot;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where applications live that run in the browser: the origins (RFC 6454) of the redirect URIs of all web applications
 * that are public clients. Asking costs no statement while no application changes.
 */
@Component
public class BrowserOrigins {

    private final JdbcClient jdbc;
    private final Snapshot<Set<String>> kept = new Snapshot<>(this::read);

    BrowserOrigins(JdbcClient jdbc, ChangeFeed changes) {
        this.jdbc = jdbc;
        changes.onChange("application", key -> kept.drop());
    }

    /**
     * Whether an application lives there.
     *
     * @param origin as a browser writes it in {@code Origin}; {@code null} of an opaque one is nobody's
     */
    public boolean knows(String origin) {
        return kept.get().contains(origin);
    }

    private Set<String> read() {
        return jdbc
                .sql("select body from application where body -> 'clientAuthentication' @> '[\"none\"]'")
                .query((rs, row) -> Json.read(rs.getString(1), Application.class))
                .list()
                .stream()
                .filter(application -> application.isPublicClient() && application.type() == Application.Type.WEB)
                .flatMap(application -> application.redirectUris().stream())
                .flatMap(redirectUri -> origin(redirectUri).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** RFC 6454 section 6.2: without the port that the scheme has anyway; empty for any scheme but http and https. */
    static Optional<String> origin(String address) {
        URI uri = URI.create(address);
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            return Optional.empty();
        }
        boolean usual = uri.getPort() < 0 || uri.getPort() == ("http".equals(scheme) ? 80 : 443);
        return Optional.of(scheme + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort()));
    }
}
