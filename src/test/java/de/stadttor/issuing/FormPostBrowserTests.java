package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import de.stadttor.testing.Browser;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Form Post Response Mode in a real browser: the answer arrives at the application, past the page's own policy. */
class FormPostBrowserTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final TestClient client = new TestClient(federation.hub().issuer(), "bauantrag");

    private String authorize() {
        return client.authorize(Map.of("response_mode", "form_post", "idp_hint", "ebit-dresden"))
                .toString();
    }

    private static void answer(BrowserContext context) {
        context.route(
                TestClient.CALLBACK + "**", route -> route.fulfill(new Route.FulfillOptions().setBody("arrived")));
    }

    private void assertRedeems(Request posted) {
        assertThat(posted.method()).isEqualTo("POST");
        String code = posted.postData().replaceFirst("^(?:.*&)?code=([^&]*).*$", "$1");
        assertThat(client.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void scriptPostsTheAnswerAtOnce() {
        try (BrowserContext context = Browser.context()) {
            answer(context);
            Page page = context.newPage();

            assertRedeems(page.waitForRequest(
                    request -> request.url().startsWith(TestClient.CALLBACK), () -> page.navigate(authorize())));
        }
    }

    @Test
    void buttonPostsItWithoutAScript() {
        try (BrowserContext context = Browser.context(Browser.options().setJavaScriptEnabled(false))) {
            answer(context);
            Page page = context.newPage();
            page.navigate(authorize());

            assertRedeems(page.waitForRequest(
                    request -> request.url().startsWith(TestClient.CALLBACK),
                    () -> page.click("[data-action=continue]")));
        }
    }
}
