package de.stadttor.logout;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.ApplicationsOfSession;
import de.stadttor.platform.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whom the person's browser tells of a logout: OpenID Connect Front-Channel Logout 1.0. */
@Component
public class FrontChannelLogouts {

    private final ApplicationsOfSession applicationsOfSession;
    private final Applications applications;
    private final Settings settings;

    FrontChannelLogouts(ApplicationsOfSession applicationsOfSession, Applications applications, Settings settings) {
        this.applicationsOfSession = applicationsOfSession;
        this.applications = applications;
        this.settings = settings;
    }

    /**
     * The logout addresses of the applications that got something in this session and registered one, each with {@code
     * iss} and {@code sid} (section 3) whether it demands them or not.
     */
    public List<URI> of(UUID sessionId) {
        return applicationsOfSession.of(sessionId).stream()
                .flatMap(id -> applications.find(id).stream())
                .map(Application::protocol)
                .map(protocol -> protocol.frontchannelLogoutUri())
                .filter(Objects::nonNull)
                .map(address -> address(address, sessionId))
                .toList();
    }

    /** A query that the address has already is kept (section 2). */
    private URI address(String registered, UUID sessionId) {
        return URI.create(registered + (registered.contains("?") ? "&" : "?") + "iss="
                + URLEncoder.encode(settings.issuer(), StandardCharsets.UTF_8) + "&sid=" + sessionId);
    }
}
