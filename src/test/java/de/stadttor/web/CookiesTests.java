package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** What only an https issuer shows. */
class CookiesTests {

    private static String sessionCookieOf(String issuer) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new Cookies(new Settings(issuer, "", List.of(), List.of(), null, false)).setSession(response, "value");
        return response.getHeaders("Set-Cookie").getFirst();
    }

    @Test
    void sessionCookieIsBoundToTheHostOverHttps() {
        assertThat(sessionCookieOf("https://anmeldung.example"))
                .startsWith("__Host-stadttor_session=value;")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void demoOverHttpHasNoCookieThatABrowserWouldRefuse() {
        assertThat(sessionCookieOf("http://localhost:9000"))
                .startsWith("stadttor_session=value;")
                .doesNotContain("Secure");
    }
}
