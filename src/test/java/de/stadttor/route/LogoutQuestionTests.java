package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who cannot prove that the person wants to log out has to ask them; and no page says what is not so. */
class LogoutQuestionTests {

    private static final String HOME = "http://127.0.0.1:9100/";

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private URI logout(Map<String, String> parameters) {
        return URI.create(hub.issuer() + "/connect/logout?"
                + parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private Stop logsOut(Employee person, Map<String, String> parameters) {
        return person.browser().go(logout(parameters), HOME);
    }

    private static Map<String, String> hintedAndHome(String hint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("id_token_hint", hint);
        parameters.put("post_logout_redirect_uri", HOME);
        parameters.put("state", "a&b c");
        return parameters;
    }

    private static void isHome(Stop stop) {
        assertThat(stop.uri().toString()).as(stop.body()).startsWith(HOME);
        assertThat(stop.parameter("state")).contains("a&b c");
    }

    @Test
    void withoutAHintAPageAsksFirst() {
        anna.opens("bauantrag");
        Map<String, String> request =
                Map.of("client_id", "bauantrag", "post_logout_redirect_uri", HOME, "state", "a&b c");

        Stop question = logsOut(anna, request);
        assertThat(question.body()).contains("Bauantrag digital");
        assertThat(anna.hasSession()).isTrue();

        isHome(anna.browser().submit(question, "/connect/logout", Map.of("decision", "logout"), HOME));
        assertThat(anna.hasSession()).isFalse();
    }

    @Test
    void whoDeclinesStaysSignedInAndIsToldSo() {
        anna.opens("bauantrag");
        Stop question =
                logsOut(anna, Map.of("client_id", "bauantrag", "post_logout_redirect_uri", HOME, "state", "bye"));

        Stop stays = anna.browser().submit(question, "/connect/logout", Map.of("decision", "stay"), HOME);

        assertThat(stays.status()).isEqualTo(200);
        assertThat(stays.attribute("data-signed-out")).contains("false");
        assertThat(stays.body()).contains("Sie sind weiterhin angemeldet");
        assertThat(stays.link("data-action", "back")).isEqualTo(URI.create(HOME));
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void answerThatDoesNotComeFromThePageIsAskedAgain() {
        anna.opens("bauantrag");

        Stop asked = anna.browser()
                .post(URI.create(hub.issuer() + "/connect/logout"), Map.of("decision", "logout", "proof", "00"), HOME);

        assertThat(asked.body()).contains("data-action=\"stay\"");
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void hintOfAnotherPersonAsksFirst() {
        String annas = anna.tokens("bauantrag").text("id_token");
        Employee eva = federation.eva();
        eva.opens("bauantrag");

        Stop question = logsOut(eva, hintedAndHome(annas));

        assertThat(question.status()).isEqualTo(200);
        assertThat(question.body()).contains("data-action=\"logout\"");
        assertThat(eva.hasSession()).isTrue();
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void pageOfTheEndDoesNotSayToSomebodySignedInThatTheyAreOut() {
        URI page = URI.create(hub.issuer() + "/logout/done");
        assertThat(anna.goes(page).attribute("data-signed-out")).contains("true");
        anna.opens("bauantrag");

        assertThat(anna.goes(page).attribute("data-signed-out")).contains("false");
        assertThat(anna.goes(URI.create(page + "?state=forged")).attribute("data-signed-out"))
                .contains("false");
    }
}
