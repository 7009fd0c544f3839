package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of RFC 9700 that belong to no other specification. */
class BestPracticeTests extends Plan {

    /** Section 2.6: the authorization endpoint is for browsers that go there, not for scripts that ask it. */
    @Test
    void authorizationEndpointAnswersNoScriptOfAnotherOrigin() {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            Answer answer = client.send(HttpRequest.newBuilder(request(Map.of()))
                    .header("Origin", "https://other.example")
                    .header("Access-Control-Request-Method", "GET")
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build());

            assertThat(answer.response().headers().map().keySet())
                    .as(method)
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-allow"));
        }
    }

    /** Section 4.12: a form that holds an answer of the person is not posted on to the application. */
    @Test
    void redirectAfterAFormIsNo307() {
        Stop question = signsIn(Map.of("prompt", "consent"));

        Stop back = anna.submits(question, "/login/consent", Map.of("decision", "approve"));

        assertThat(back.code()).isPresent();
        assertThat(back.status()).isIn(302, 303);
    }

    /** Section 4.2.4: no page tells another site its own address. */
    @Test
    void pagesTellNoReferrer() {
        Stop page = anna.goes(request(Map.of()));

        assertThat(page.response().headers().firstValue("Referrer-Policy").orElse(""))
                .isIn("no-referrer", "same-origin");
        assertThat(page.body())
                .doesNotContainPattern("(src|href)=\"https?://(?!localhost|127\\.0\\.0\\.1)[^\"]*\\.(js|css|png|svg)");
    }

    /** Section 4.11.2: whoever is nobody's application redirects nobody. */
    @Test
    void unknownApplicationRedirectsNobody() {
        URI elsewhere =
                new TestClient(hub.issuer(), "nobody").authorize(Map.of("redirect_uri", "https://evil.example/"));

        Stop stop = anna.goes(elsewhere);

        assertThat(stop.status()).isEqualTo(400);
        assertThat(stop.uri().toString()).startsWith(hub.issuer());
    }
}
