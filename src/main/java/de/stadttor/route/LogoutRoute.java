package de.stadttor.route;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.issuing.IdTokenHints;
import de.stadttor.issuing.IdTokenHints.Hint;
import de.stadttor.issuing.Subjects;
import de.stadttor.logout.FrontChannelLogouts;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final Subjects subjects;
    private final FrontChannelLogouts frontChannel;
    private final Sealer.Purpose returns;
    private final Settings settings;

    LogoutRoute(
            HubSessions sessions,
            Providers providers,
            Applications applications,
            Upstream upstream,
            IdTokenHints hints,
            Subjects subjects,
            FrontChannelLogouts frontChannel,
            Sealer sealer,
            Settings settings) {
        this.sessions = sessions;
        this.providers = providers;
        this.applications = applications;
        this.upstream = upstream;
        this.hints = hints;
        this.subjects = subjects;
        this.frontChannel = frontChannel;
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

        /**
         * On to the provider, to the application or to the hub's own page; the session cookie goes.
         *
         * @param frontChannel what the browser opens before, see {@link FrontChannelLogouts}
         */
        record Leave(URI location, List<URI> frontChannel) implements Step {
            public Leave {
                frontChannel = List.copyOf(frontChannel);
            }
        }

        /**
         * The question whether they want it.
         *
         * @param application who asked for it, null where nobody said
         * @param back where they were to go after it, null for nowhere
         */
        record Ask(
                @Nullable Application application, @Nullable URI back) implements Step {}

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
        URI back = target == null ? null : back(target, request.state());
        if (hint != null && application != null && (session == null || isOf(hint, application, session))) {
            HubSession hinted = sessions.notEnded(hint.sessionId()).orElse(null);
            return leave(session == null ? hinted : session, hinted, back);
        }
        return session == null
                ? leave(null, null, back)
                : new Step.Ask(application, target == null ? null : URI.create(target));
    }

    /** Somebody who signed in anew since then is the same person still; another person is asked. */
    private boolean isOf(Hint hint, Application application, HubSession session) {
        return session.id().equals(hint.sessionId())
                || subjects.of(session.accountId(), application).equals(hint.subject());
    }

    /** The person says yes; the request was checked when they were asked, and is checked again. */
    public Step confirmed(Request request, HubSession session) {
        return switch (requested(request, session)) {
            case Step.Ask ask -> {
                String target = request.postLogoutRedirectUri();
                yield leave(session, null, target == null ? null : back(target, request.state()));
            }
            case Step.Leave leave -> leave;
            case Step.Invalid invalid -> invalid;
        };
    }

    /**
     * Ends the session and the provider's for somebody who wants to sign in with another account.
     *
     * @param flow the sign-in that goes on afterwards
     * @param session null where there is none; the provider may have one for all that, if the flow came back from there
     */
    public Step.Leave anotherAccount(Flow flow, @Nullable HubSession session) {
        List<URI> frames = session == null ? List.of() : frontChannel.of(session.id());
        return new Step.Leave(anotherAccountAt(flow, session), frames);
    }

    private URI anotherAccountAt(Flow flow, @Nullable HubSession session) {
        URI again = URI.create(settings.issuer() + "/login/again");
        URI here = URI.create(settings.issuer() + "/login?flow=" + flow.id());
        String providerId = session != null
                ? session.providerId()
                : flow.pending() == null ? null : flow.pending().providerId();
        if (providerId == null) {
            return here;
        }
        String idToken =
                session == null ? null : sessions.upstreamIdToken(session.id()).orElse(null);
        if (session != null) {
            sessions.end(session.id());
        }
        return providers
                .find(providerId)
                .flatMap(provider -> upstream.logoutUri(provider, idToken, again, flow.id()))
                .orElse(here);
    }

    /**
     * A logout that has come to its end.
     *
     * @param back where the person goes now, null for nowhere
     * @param stillAt the provider that keeps its session, null where it was asked to end it
     */
    public record Ended(@Nullable URI back, @Nullable Provider stillAt) {}

    /** What was to happen at the end; empty for a state that the hub did not give. */
    public Optional<Ended> ended(@Nullable String state) {
        if (state == null) {
            return Optional.empty();
        }
        try {
            Map<String, Object> end =
                    Json.readMap(returns.openText(Base64.getUrlDecoder().decode(state)));
            return Optional.of(new Ended(
                    end.get("back") instanceof String back ? URI.create(back) : null,
                    end.get("stillAt") instanceof String id ? providers.find(id).orElse(null) : null));
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param session whose provider is next, null where none is known
     * @param further ends too, null for none
     * @param back null for the hub's own page
     */
    private Step leave(@Nullable HubSession session, @Nullable HubSession further, @Nullable URI back) {
        List<URI> frames = Stream.of(Optional.ofNullable(session), Optional.ofNullable(further))
                .flatMap(ended -> ended.map(HubSession::id).stream())
                .distinct()
                .flatMap(id -> frontChannel.of(id).stream())
                .toList();
        return new Step.Leave(leaveFor(session, further, back), frames);
    }

    private URI leaveFor(@Nullable HubSession session, @Nullable HubSession further, @Nullable URI back) {
        if (further != null) {
            sessions.end(further.id());
        }
        if (session == null) {
            return back == null ? done() : back;
        }
        Optional<String> idToken = sessions.upstreamIdToken(session.id());
        sessions.end(session.id());
        Provider provider = providers.find(session.providerId()).orElse(null);
        if (provider != null && provider.enabled() && provider.logout() == Provider.Logout.PROVIDER) {
            Optional<URI> next = upstream.logoutUri(provider, idToken.orElse(null), done(), seal(back, null));
            if (next.isPresent()) {
                return next.get();
            }
        }
        return back == null ? URI.create(done() + "?state=" + seal(null, session.providerId())) : back;
    }

    private URI done() {
        return URI.create(settings.issuer() + "/logout/done");
    }

    private static URI back(String target, @Nullable String state) {
        return URI.create(
                state == null
                        ? target
                        : target + (target.contains("?") ? "&" : "?") + "state="
                                + URLEncoder.encode(state, StandardCharsets.UTF_8));
    }

    private String seal(@Nullable URI back, @Nullable String stillAt) {
        Map<String, String> end = new HashMap<>();
        if (back != null) {
            end.put("back", back.toString());
        }
        if (stillAt != null) {
            end.put("stillAt", stillAt);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(returns.seal(Json.write(end)));
    }
}
