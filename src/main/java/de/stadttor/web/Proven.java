package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;

/** What a request proved of its caller, kept with it for the {@link FloodGate}. */
final class Proven {

    private static final String NAME = Proven.class.getName();

    /** From the authorization request by way of the page that asks for the provider to the callback. */
    private static final int SIGN_IN = 4;

    private Proven() {}

    /** By a session, or by an application's credentials. */
    static void caller(HttpServletRequest request) {
        if (requests(request) == 0) {
            request.setAttribute(NAME, 1);
        }
    }

    /** Somebody has just signed in: what their browser asked before is proven too. */
    static void signedIn(HttpServletRequest request) {
        request.setAttribute(NAME, SIGN_IN);
    }

    /** How many requests are proven by this one; 0: none, not even itself. */
    static int requests(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof Integer requests ? requests : 0;
    }
}
