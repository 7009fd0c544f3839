package de.stadttor.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * One entry of the language switch.
 *
 * @param code of the language
 * @param href the same page in that language
 */
public record LanguageChoice(String code, String href) {

    /**
     * Empty where the page cannot be asked for again: after a form post, and at the provider's answer, whose code is
     * spent.
     */
    static List<LanguageChoice> of(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || path(request).contains("/login/callback/")) {
            return List.of();
        }
        String query = Query.of(request);
        return Languages.KNOWN.stream()
                .map(l -> new LanguageChoice(l.getLanguage(), Query.with(query, Languages.PARAMETER, l.getLanguage())))
                .toList();
    }

    private static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String uri ? uri : request.getRequestURI();
    }
}
