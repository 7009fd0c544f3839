package de.stadttor.web;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.BearerToken;
import de.stadttor.issuing.JoseAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.http.converter.OAuth2TokenIntrospectionHttpMessageConverter;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.http.converter.OidcUserInfoHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Writes what userinfo and introspection say: as JSON, or as a JWT for applications that want one. */
@Component
class JoseResponses {

    private static final String INTROSPECTION_JWT = "application/token-introspection+jwt";

    private final JoseAnswers answers;
    private final Applications applications;
    private final OidcUserInfoHttpMessageConverter userinfos = new OidcUserInfoHttpMessageConverter();
    private final OAuth2TokenIntrospectionHttpMessageConverter introspections =
            new OAuth2TokenIntrospectionHttpMessageConverter();

    JoseResponses(JoseAnswers answers, Applications applications) {
        this.answers = answers;
        this.applications = applications;
    }

    void userinfo(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OidcUserInfoAuthenticationToken answer = (OidcUserInfoAuthenticationToken) authentication;
        OidcUserInfo userInfo = Objects.requireNonNull(answer.getUserInfo());
        Optional<String> jwt = answer.getPrincipal() instanceof BearerToken bearer
                ? applications
                        .find(bearer.living().clientId())
                        .flatMap(application -> answers.userinfo(application, userInfo.getClaims()))
                : Optional.empty();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (jwt.isPresent()) {
            write(response, "application/jwt", jwt.get());
        } else {
            userinfos.write(userInfo, null, new ServletServerHttpResponse(response));
        }
    }

    /** RFC 9701 section 4: whoever accepts a JWT gets one. */
    void introspection(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2TokenIntrospectionAuthenticationToken answer =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        OAuth2TokenIntrospection claims = answer.getTokenClaims();
        Optional<Application> caller = accepts(request)
                ? applications.find(((Authentication) answer.getPrincipal()).getName())
                : Optional.empty();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (caller.isPresent()) {
            write(response, INTROSPECTION_JWT, answers.introspection(caller.get(), plain(claims.getClaims())));
        } else {
            introspections.write(claims, null, new ServletServerHttpResponse(response));
        }
    }

    private static boolean accepts(HttpServletRequest request) {
        String accept = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "");
        return List.of(accept.split(",")).stream()
                .anyMatch(each -> each.split(";", 2)[0].strip().equalsIgnoreCase(INTROSPECTION_JWT));
    }

    /** As RFC 7662 section 2.2 spells it: times in seconds, scopes in one text. */
    private static Map<String, Object> plain(Map<String, Object> claims) {
        Map<String, Object> plain = new LinkedHashMap<>();
        claims.forEach((name, value) -> plain.put(name, plain(value)));
        plain.computeIfPresent(
                "scope",
                (name, scopes) -> scopes instanceof List<?> list
                        ? String.join(" ", list.stream().map(String::valueOf).toList())
                        : scopes);
        return plain;
    }

    private static Object plain(Object value) {
        return value instanceof Instant time ? time.getEpochSecond() : value;
    }

    private static void write(HttpServletResponse response, String type, String jwt) throws IOException {
        response.setContentType(MediaType.parseMediaType(type).toString());
        response.getOutputStream().write(jwt.getBytes(StandardCharsets.US_ASCII));
    }
}
