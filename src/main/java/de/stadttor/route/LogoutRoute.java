package de.stadttor.route;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.issuing.IdTokenHints;
import de.stadttor.issuing.IdTokenHints.Hint;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.platform.Settings;
import de.stadttor.session.HubSession;
import de.stadttor.session.HubSessions;
import de.stadttor.upstream.Upstream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The route of a logout (OpenID Connect RP-Initiated Logout 1.0): the hub session ends, then the provider's, then the
 * person is back at the application. Who cannot prove that the person wants it has to ask them first.
 */
@Component
public class LogoutRoute {

    private final HubSessions sessions;
    private final Providers providers;
    private final Applications applications;
    private final Upstream upstream;
    private final IdTokenHints hints;
    private final Sealer.Purpose returns;
    private final Settings settings;

    LogoutRoute(
            HubSessions sessions,
            Providers providers,
            Applications applications,
            Upstream upstream,
            IdTokenHints hints,
            Sealer sealer,
            Settings settings) {
        this.sessions = sessions;
        this.providers = providers;
        this.applications = applications;
        this.upstream = upstream;
        this.hints = hints;
        this.returns = sealer.purpose("logout-return");
        this.settings = settings;
    }

    /** A logout request; null for a parameter that is missing. */
    public record Request(
            @Nullable String idTokenHint,
            @Nullable String clientId,
            @Nullable String postLogoutRedirectUri,
            @Nullable String state) {}

    /** What a person meets next. */
    public sealed interface Step {

        /** On to the provider, to the application or to the hub's own page; the session cookie goes. */
        record Leave(URI location) implements Step {}

        /**
         * The question whether they want it.
         *
         * @param application who asked for it, null where nobody said
         */
        record Ask(@Nullable Application application) implements Step {}

        /**
         * The request itself is wrong.
         *
         * @param detail for the log
         */
        record Invalid(String detail) implements Step {}
    }

    /** The application asks for a logout. */
    public Step requested(Request request, @Nullable HubSession session) {
        Hint hint = null;
        if (request.idTokenHint() != null) {
            hint = hints.read(request.idTokenHint()).orElse(null);
            if (hint == null
                    || !hint.clientId().equals(Objects.requireNonNullElse(request.clientId(), hint.clientId()))) {
                return new Step.Invalid("id_token_hint is none of this application");
            }
        }
        String clientId = hint == null ? request.clientId() : hint.clientId();
        Application application =
                clientId == null ? null : applications.find(clientId).orElse(null);
        if (clientId != null && application == null) {
            return new Step.Invalid("unknown client_id");
        }
        String target = request.postLogoutRedirectUri();
        if (target != null
                && (application == null || !application.postLogoutRedirectUris().contains(target))) {
            return new Step.Invalid("post_logout_redirect_uri is not registered");
        }
        if (hint != null && (session == null || session.id().equals(hint.sessionId()))) {
            return leave(hint.sessionId(), back(target, request.state()));
        }
        return session == null ? new Step.Leave(back(target, request.state())) : new Step.Ask(application);
    }

    /** The person says yes; the request was checked when they were asked, and is checked again. */
    public Step confirmed(Request request, HubSession session) {
        return switch (requested(request, session)) {
            case Step.Ask ask -> leave(session.id(), back(request.postLogoutRedirectUri(), request.state()));
            case Step.Leave leave -> leave;
            case Step.Invalid invalid -> invalid;
        };
    }

    /**
     * Ends the session and the provider's for somebody who wants to sign in with another account.
     *
     * @param flowId of the sign-in that goes on afterwards
     */
    public URI anotherAccount(HubSession session, String flowId) {
        URI again = URI.create(settings.issuer() + "/login/again");
        URI here = URI.create(settings.issuer() + "/login?flow=" + flowId);
        Optional<String> idToken = sessions.upstreamIdToken(session.id());
        sessions.end(session.id());
        return providers
                .find(session.providerId())
                .flatMap(provider -> upstream.logoutUri(provider, idToken.orElse(null), again, flowId))
                .orElse(here);
    }

    /** Where to go once the provider's session is over; empty for a state that the hub did not give. */
    public Optional<URI> afterProvider(@Nullable String state) {
        if (state == null) {
            return Optional.empty();
        }
        try {
            byte[] encrypted = Base64.getUrlDecoder().decode(state);
            Map<String, Object> target = Json.readMap(returns.openText(encrypted));
            return Optional.of(URI.create(String.valueOf(target.get("uri"))));
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Step leave(UUID sessionId, URI back) {
        HubSession session = sessions.find(sessionId).orElse(null);
        if (session == null) {
            return new Step.Leave(back);
        }
        Optional<String> idToken = sessions.upstreamIdToken(sessionId);
        sessions.end(sessionId);
        URI done = URI.create(settings.issuer() + "/logout/done");
        return new Step.Leave(providers
                .find(session.providerId())
                .filter(provider -> provider.enabled() && provider.logout() == Provider.Logout.PROVIDER)
                .flatMap(provider -> upstream.logoutUri(provider, idToken.orElse(null), done, seal(back)))
                .orElse(back));
    }

    private URI back(@Nullable String target, @Nullable String state) {
        if (target == null) {
            return URI.create(settings.issuer() + "/logout/done");
        }
        return URI.create(
                state == null
                        ? target
                        : target + (target.contains("?") ? "&" : "?") + "state="
                                + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    private String seal(URI back) {
        Map<String, String> target = new HashMap<>();
        target.put("uri", back.toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(returns.seal(Json.write(target)));
    }
}
