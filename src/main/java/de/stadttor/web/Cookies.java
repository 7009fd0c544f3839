package de.stadttor.web;

import de.stadttor.platform.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The hub's cookies, with names that no other program uses. Over https they are bound to the host by {@code __Host-};
 * over http, which only the demo speaks, a browser would not take that.
 */
@Component
class Cookies {

    private static final String SESSION = "stadttor_session";

    private final boolean secure;

    Cookies(Settings settings) {
        this.secure = settings.secure();
    }

    @Nullable
    String session(HttpServletRequest request) {
        return read(request, SESSION).orElse(null);
    }

    /** Until the browser closes; the session's own end is kept at the hub. */
    void setSession(HttpServletResponse response, String value) {
        write(response, SESSION, value, null);
    }

    void clearSession(HttpServletResponse response) {
        clear(response, SESSION);
    }

    Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(fullName(name))) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sets a cookie.
     *
     * @param age null: until the browser closes
     */
    void write(HttpServletResponse response, String name, String value, @Nullable Duration age) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(fullName(name), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax");
        if (age != null) {
            cookie.maxAge(age);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    void clear(HttpServletResponse response, String name) {
        write(response, name, "", Duration.ZERO);
    }

    String fullName(String name) {
        return secure ? "__Host-" + name : name;
    }
}
