package de.stadttor.web;

import de.stadttor.application.Application;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.References;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The way to the desk for those who have no session, or no role: the authorization request of an ordinary application,
 * {@code stadttor}, and back to the page that was asked for. The hub's own session is what counts there, so the code
 * that comes with the answer is redeemed by nobody: its verifier is thrown away.
 */
@Controller
class DeskEntrance {

    private static final int LONGEST_TARGET = 1000;

    private final Pages pages;
    private final Arrivals arrivals;
    private final Sealer.Purpose returns;
    private final String issuer;
    private final SecureRandom random = new SecureRandom();

    DeskEntrance(Pages pages, Arrivals arrivals, Sealer sealer, Settings settings) {
        this.pages = pages;
        this.arrivals = arrivals;
        this.returns = sealer.purpose("desk-return");
        this.issuer = settings.issuer();
    }

    /** Whether the address says through which provider the person wants to come. */
    boolean isHinted(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && (Parameters.single(request, "idp_hint") != null || Parameters.single(request, "login_hint") != null);
    }

    void leadThere(HttpServletRequest request, HttpServletResponse response) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", Application.STADTTOR);
        parameters.put("redirect_uri", issuer + AuthorizationRequests.DESK_ENTRANCE);
        parameters.put("scope", "openid");
        parameters.put("state", text(returns.seal(target(request))));
        parameters.put("code_challenge", unredeemable());
        parameters.put("code_challenge_method", "S256");
        for (String hint : new String[] {"idp_hint", "login_hint"}) {
            String value = request.getMethod().equals("GET") ? Parameters.single(request, hint) : null;
            if (value != null) {
                parameters.put(hint, value);
            }
        }
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(issuer + "/oauth2/authorize");
        parameters.forEach((name, value) -> uri.queryParam(name, "{" + name + "}"));
        arrivals.redirect(
                request, response, uri.encode().buildAndExpand(parameters).toUri());
    }

    /** The page asked for: of a form post its address alone, which is that of the page with the form. */
    private static String target(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!request.getMethod().equals("GET")) {
            return path;
        }
        String query = Query.without(Query.without(Query.of(request), "idp_hint"), "login_hint");
        String target = query.isEmpty() ? path : path + "?" + query;
        return target.length() > LONGEST_TARGET ? path : target;
    }

    @GetMapping(AuthorizationRequests.DESK_ENTRANCE)
    void entered(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String target = opened(Parameters.single(request, "state"));
        if (Parameters.single(request, "error") == null) {
            arrivals.redirect(request, response, URI.create(issuer + target));
            return;
        }
        pages.write(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                new Page.Failure(Page.FailureKind.SIGN_IN_DECLINED, References.next(), null, null, null, target, null));
    }

    /** Whatever was not sealed here leads to the first page of the desk. */
    private String opened(@Nullable String state) {
        try {
            return state == null
                    ? "/desk"
                    : returns.openText(Base64.getUrlDecoder().decode(state));
        } catch (NotSealed | IllegalArgumentException e) {
            return "/desk";
        }
    }

    private String unredeemable() {
        byte[] verifier = new byte[32];
        random.nextBytes(verifier);
        return text(OpaqueKeys.sha256(verifier));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
