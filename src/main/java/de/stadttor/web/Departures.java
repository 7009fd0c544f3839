package de.stadttor.web;

import de.stadttor.route.LogoutRoute.Step;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Lets a browser go whose session has ended: straight on, or by way of a page that opens the logout addresses of
 * applications that want to hear of it in the browser. Nobody else ever sees that page.
 */
@Component
class Departures {

    private final Arrivals arrivals;
    private final Pages pages;

    Departures(Arrivals arrivals, Pages pages) {
        this.arrivals = arrivals;
        this.pages = pages;
    }

    void leave(HttpServletRequest request, HttpServletResponse response, Step.Leave leave) throws IOException {
        arrivals.forget(response);
        List<String> frames =
                leave.frontChannel().stream().map(URI::toString).distinct().toList();
        if (frames.isEmpty()) {
            arrivals.redirect(request, response, leave.location());
        } else {
            pages.write(
                    request,
                    response,
                    HttpServletResponse.SC_OK,
                    new Page.FrontChannelLogout(frames, leave.location().toString()));
        }
    }
}
