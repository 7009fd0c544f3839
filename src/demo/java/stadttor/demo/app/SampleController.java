package stadttor.demo.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The pages of a sample application. */
@RestController
class SampleController {

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final SampleApplication application;
    private final SamplePages pages;

    SampleController(SampleApplication application, SamplePages pages) {
        this.application = application;
        this.pages = pages;
    }

    @GetMapping(path = "/", produces = HTML)
    String home(
            @AuthenticationPrincipal @Nullable OidcUser user,
            CsrfToken csrf,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedOutNote signedOut = new SignedOutNote(application.id());
        if (signedOut.isThere(request)) {
            signedOut.forget(response);
        }
        return user == null ? pages.signedOut() : pages.home(user, csrf, "");
    }

    @PostMapping(path = "/tasks/{role}", produces = HTML)
    String task(
            @PathVariable String role,
            @AuthenticationPrincipal OidcUser user,
            Authentication authentication,
            CsrfToken csrf) {
        SampleApplication.Task task = application.tasks().stream()
                .filter(t -> t.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean allowed =
                authentication.getAuthorities().stream().anyMatch(a -> ("ROLE_" + role).equals(a.getAuthority()));
        if (!allowed) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return pages.home(user, csrf, "„" + task.label() + "“: erledigt (nur ein Beispiel).");
    }

    @GetMapping(path = "/style.css", produces = "text/css;charset=UTF-8")
    String style() {
        return pages.style();
    }
}
