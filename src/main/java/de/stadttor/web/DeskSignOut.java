package de.stadttor.web;

import de.stadttor.route.LogoutRoute;
import de.stadttor.route.LogoutRoute.Step;
import de.stadttor.session.HubSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The sign-out of the desk: the logout of a person who has said yes already, the provider's included. */
@Desk
class DeskSignOut {

    private final LogoutRoute logout;
    private final Arrivals arrivals;
    private final Departures departures;

    DeskSignOut(LogoutRoute logout, Arrivals arrivals, Departures departures) {
        this.logout = logout;
        this.arrivals = arrivals;
        this.departures = departures;
    }

    @PostMapping("/desk/sign-out")
    void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HubSession session = arrivals.session(request);
        if (session != null
                && logout.confirmed(new LogoutRoute.Request(null, null, null, null), session)
                        instanceof Step.Leave leave) {
            departures.leave(request, response, leave);
            return;
        }
        onlyPosted(request, response);
    }

    /** Where somebody comes who signed out in another tab before, and in again. */
    @GetMapping("/desk/sign-out")
    void onlyPosted(HttpServletRequest request, HttpServletResponse response) {
        arrivals.redirect(request, response, URI.create("/desk"));
    }
}
