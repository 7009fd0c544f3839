package de.stadttor.issuing;

import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.session.HubSession;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A grant to be stored: what the request asks and the person is let have. */
record NewGrant(UUID id, AuthorizationRequest request, HubSession session, boolean offline, Instant now, Instant end) {

    static final String INSERT = """
            insert into grants (id, account, application, session, scopes, auth_time, acr, amr, offline, nonce,
                redirect_uri, code_challenge, created_at, expires_at, asked)
            values (:id, :account, :application, :session, :scopes, :authTime, :acr, :amr, :offline, :nonce,
                :redirectUri, :codeChallenge, :now, :end, :asked)
            returning id""";

    static NewGrant of(AuthorizationRequest request, HubSession session, Instant now) {
        boolean offline = request.scopes().contains("offline_access")
                && request.application().grants().contains("refresh_token");
        Instant end = offline ? now.plus(Grants.OFFLINE_LIFETIME) : session.expiresAt();
        UUID id = offline ? OpaqueKeys.newId(end) : OpaqueKeys.newIdBeside(session.id());
        return new NewGrant(id, request, session, offline, now, end);
    }

    /** The parameters of {@link #INSERT}. */
    StatementSpec in(StatementSpec statement) {
        return statement
                .param("id", id)
                .param("account", session.accountId())
                .param("application", request.application().id())
                .param("session", session.id())
                .param("scopes", request.scopes().toArray(new String[0]))
                .param("authTime", utc(session.authTime()))
                .param("acr", session.acr())
                .param("amr", session.amr().toArray(new String[0]))
                .param("offline", offline)
                .param("nonce", request.nonce())
                .param("redirectUri", request.recipient().redirectUri())
                .param("codeChallenge", request.codeChallenge())
                .param("asked", request.asked().equals(Asked.NOTHING) ? null : Json.jsonb(request.asked()))
                .param("now", utc(now))
                .param("end", utc(end));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
