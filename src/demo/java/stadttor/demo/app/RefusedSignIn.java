package stadttor.demo.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** The hub sent somebody back without a sign-in: says why, and what they can do. */
final class RefusedSignIn implements AuthenticationFailureHandler {

    private final SamplePages pages;

    RefusedSignIn(SamplePages pages) {
        this.pages = pages;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String code = "";
        String description = "";
        if (failure instanceof OAuth2AuthenticationException refusal) {
            code = refusal.getError().getErrorCode();
            description = String.valueOf(refusal.getError().getDescription());
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(pages.refused("access_denied".equals(code) ? description : ""));
    }
}
