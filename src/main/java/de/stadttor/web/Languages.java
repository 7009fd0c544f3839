package de.stadttor.web;

import de.stadttor.route.Flow;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Which language a page speaks: that of {@code ?lang=}, else the one chosen before in this browser, else what the
 * application wishes ({@code ui_locales}), else the best of the browser's own, else German. Keeps nothing on the server.
 */
final class Languages implements LocaleResolver {

    static final String PARAMETER = "lang";
    static final String COOKIE = "stadttor_lang";
    private static final String WISHED = Languages.class.getName() + ".wished";
    static final List<Locale> KNOWN = List.of(Locale.GERMAN, Locale.ENGLISH);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return asked(request)
                .or(() -> remembered(request))
                .or(() -> wished(request))
                .or(() -> preferred(request))
                .orElse(Locale.GERMAN);
    }

    /** The pages that answer this request follow an application's wish, see {@link Flow#uiLocales}. */
    static void wish(HttpServletRequest request, Flow flow) {
        request.setAttribute(WISHED, flow.uiLocales());
    }

    private static Optional<Locale> wished(HttpServletRequest request) {
        return request.getAttribute(WISHED) instanceof List<?> languages
                ? languages.stream()
                        .flatMap(language -> known(String.valueOf(language)).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Keeps a language that was asked for on this request; without one, nothing happens. */
    void remember(HttpServletRequest request, HttpServletResponse response) {
        asked(request).ifPresent(language -> setLocale(request, response, language));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        Locale language = Objects.requireNonNullElse(locale, Locale.GERMAN);
        ResponseCookie cookie = ResponseCookie.from(COOKIE, language.getLanguage())
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(Duration.ofDays(365))
                .build();
        Objects.requireNonNull(response).addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static Optional<Locale> asked(HttpServletRequest request) {
        String query = Query.of(request);
        return Query.values(query, PARAMETER).findFirst().flatMap(Languages::known);
    }

    private static Optional<Locale> remembered(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(c -> c.getName().equals(COOKIE))
                        .findFirst()
                        .flatMap(c -> known(c.getValue()));
    }

    /** The container has already sorted Accept-Language and stands in its own locale where there is none. */
    private static Optional<Locale> preferred(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Optional.empty();
        }
        return Stream.of(request.getLocales())
                .flatMap(locales -> Collections.list(locales).stream())
                .flatMap(l -> known(l.getLanguage()).stream())
                .findFirst();
    }

    private static Optional<Locale> known(String tag) {
        return KNOWN.stream().filter(l -> l.getLanguage().equals(tag)).findFirst();
    }
}
