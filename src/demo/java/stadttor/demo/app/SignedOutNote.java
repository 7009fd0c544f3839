package stadttor.demo.app;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** Whoever has just signed out is told so, once, instead of being led to the next sign-in. */
final class SignedOutNote implements LogoutHandler {

    private static final int SECONDS = 300;

    private final String cookieName;

    SignedOutNote(String applicationId) {
        this.cookieName = applicationId + "_signed_out";
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        response.addCookie(cookie("yes", SECONDS));
    }

    boolean isThere(HttpServletRequest request) {
        return "/".equals(request.getRequestURI())
                && Optional.ofNullable(request.getCookies())
                        .map(Arrays::stream)
                        .orElseGet(Stream::empty)
                        .anyMatch(cookie -> cookie.getName().equals(cookieName));
    }

    void forget(HttpServletResponse response) {
        response.addCookie(cookie("", 0));
    }

    private Cookie cookie(String value, int seconds) {
        Cookie cookie = new Cookie(cookieName, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setMaxAge(seconds);
        return cookie;
    }
}
