package de.stadttor.web;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.issuing.DeviceAuthorizations;
import de.stadttor.platform.References;
import de.stadttor.route.DeviceRoute;
import de.stadttor.route.DeviceRoute.End;
import de.stadttor.route.DeviceRoute.Typed;
import de.stadttor.session.HubSession;
import de.stadttor.web.Page.FailureKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where a person types the code of a device, and where they end (RFC 8628 section 3.3). */
@Controller
class DevicePages {

    private static final Logger LOG = LoggerFactory.getLogger(DevicePages.class);

    private final DeviceRoute route;
    private final Providers providers;
    private final Arrivals arrivals;
    private final Pages pages;

    DevicePages(DeviceRoute route, Providers providers, Arrivals arrivals, Pages pages) {
        this.route = route;
        this.providers = providers;
        this.arrivals = arrivals;
        this.pages = pages;
    }

    /** A code in the address is filled in and no more: it is the person who sends it (section 3.3.1). */
    @GetMapping(DeviceAuthorizations.PAGE)
    void question(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ask(request, response, Parameters.single(request, "user_code"), false);
    }

    @PostMapping(DeviceAuthorizations.PAGE)
    void typed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String code = Objects.requireNonNullElse(Parameters.single(request, "user_code"), "");
        HubSession session = arrivals.session(request);
        switch (route.typed(code, request.getRemoteAddr(), session)) {
            case Typed.Known known -> arrivals.show(request, response, null, known.arrival());
            case Typed.Unknown unknown -> ask(request, response, code, true);
            case Typed.TooMany tooMany -> {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(tooMany.retryAfter().toSeconds() + 1));
                fail(request, response, HttpStatus.TOO_MANY_REQUESTS);
            }
        }
    }

    @GetMapping(AuthorizationRequests.DEVICE_END)
    void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String sealed = Parameters.single(request, "a");
        End end = sealed == null ? null : route.end(sealed).orElse(null);
        if (end == null) {
            fail(request, response, HttpStatus.NOT_FOUND);
            return;
        }
        pages.write(request, response, HttpServletResponse.SC_OK, new Page.DeviceEnd(end));
    }

    private void ask(HttpServletRequest request, HttpServletResponse response, @Nullable String code, boolean unknown)
            throws IOException {
        pages.write(
                request,
                response,
                unknown ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_OK,
                new Page.DeviceCode(code, unknown),
                providers.all().stream()
                        .filter(Provider::enabled)
                        .map(Provider::issuer)
                        .toList());
    }

    private void fail(HttpServletRequest request, HttpServletResponse response, HttpStatus status) throws IOException {
        String reference = References.next();
        LOG.info("{} {} {}", reference, status.value(), DeviceAuthorizations.PAGE);
        FailureKind kind = ErrorPages.kind(status);
        pages.write(request, response, status.value(), new Page.Failure(kind, reference));
    }
}
