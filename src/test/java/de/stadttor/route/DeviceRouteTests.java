package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a person lets a device in: RFC 8628 sections 3.3, 5.1 and 5.4. */
class DeviceRouteTests {

    private static final String WRONG = "BBBB-CCCC";

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestDevice device = new TestDevice(issuer, new TestClient(issuer, "bauantrag"));
    private final Employee anna = federation.anna();

    @BeforeEach
    void register() {
        federation.change(TestDevice::registered);
    }

    @AfterEach
    void reset() {
        federation.reset();
        federation.database().sql("delete from device_guess").update();
    }

    private String pollingSays(Answer asked) {
        return device.polls(asked).text("error");
    }

    @Test
    void personSeesWhoWantsInAndIsWarned() {
        Answer asked = device.asks();
        Stop question = device.question(anna, asked);

        assertThat(question.status()).isEqualTo(200);
        assertThat(question.attribute("data-user-code")).contains(asked.text("user_code"));
        assertThat(question.body()).contains("Bauantrag digital", "wenn Sie die Anmeldung selbst begonnen haben");
        assertThat(pollingSays(asked)).as("nobody has answered").isEqualTo("authorization_pending");
    }

    @Test
    void whoApprovesIsLedBackToTheDevice() {
        Answer asked = device.asks();
        Stop end = device.letIn(anna, asked);

        assertThat(end.uri().toString()).startsWith(issuer + "/device/end?a=");
        assertThat(end.attribute("data-device-end")).contains("let_in");
        assertThat(end.uri().toString()).doesNotContain(asked.text("user_code"), asked.text("device_code"));
        assertThat(device.polls(asked).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower", "blanks", "bare", "dash"})
    void codeCountsHoweverItIsTyped(String way) {
        Answer asked = device.asks();
        String code = asked.text("user_code");
        String typed = switch (way) {
            case "lower" -> code.toLowerCase(Locale.ROOT);
            case "blanks" -> " " + code.replace("-", " ") + " ";
            case "bare" -> code.replace("-", "");
            default -> code.replace("-", "\u2013");
        };

        assertThat(device.typed(anna, typed).attribute("data-problem")).isEmpty();
    }

    @Test
    void codeInTheAddressIsFilledInAndNoMore() {
        Answer asked = device.asks();
        anna.opens("bauantrag");
        Stop page = anna.goes(URI.create(asked.text("verification_uri_complete")));

        assertThat(page.attribute("value")).contains(asked.text("user_code"));
        assertThat(page.attribute("data-device")).isEmpty();
        assertThat(pollingSays(asked)).isEqualTo("authorization_pending");
    }

    @Test
    void whoIsSignedInIsStillAsked() {
        anna.opens("bauantrag");

        assertThat(device.typed(anna, device.asks().text("user_code")).attribute("data-device"))
                .contains("true");
    }

    @Test
    void whoDeclinesEndsIt() {
        Answer asked = device.asks();
        Stop end = TestDevice.answers(anna, device.question(anna, asked), "decline");

        assertThat(end.attribute("data-device-end")).contains("declined");
        assertThat(pollingSays(asked)).isEqualTo("access_denied");
        assertThat(device.typed(anna, asked.text("user_code")).attribute("data-problem"))
                .contains("code_unknown");
    }

    @Test
    void whoGivesUpSigningInEndsItToo() {
        Answer asked = device.asks();
        Stop choice = device.typed(anna, asked.text("user_code"));
        Stop end = anna.goes(choice.link("back"));

        assertThat(end.attribute("data-device-end")).contains("declined");
        assertThat(pollingSays(asked)).isEqualTo("access_denied");
    }

    @Test
    void whoIsNotLetInSeesWhyAndCanTellTheDevice() {
        Answer asked = device.asks();
        federation.change(yaml -> TestDevice.registered(yaml)
                .replace("grant: [lesen, bearbeiten]", "grant: [genehmigen]")
                .replace("group: /Bauaufsichtsamt/Sachbearbeitung", "group: /Nirgends"));
        Stop refusal = device.question(anna, asked);

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.attribute("data-reason")).contains("no_role");
        assertThat(pollingSays(asked)).as("another account may do").isEqualTo("authorization_pending");
        assertThat(anna.goes(refusal.link("back")).attribute("data-device-end")).contains("declined");
        Answer told = device.polls(asked);
        assertThat(told.json()).containsEntry("error", "access_denied").containsEntry("error_description", "no_role");
    }

    @Test
    void applicationsOwnMinimumIsAskedOfTheProviderForADeviceToo() {
        federation.change(yaml -> TestDevice.registered(yaml, "foerdermittel"));
        Map<String, Object> leads = new LinkedHashMap<>(FakeFederation.annasClaims());
        leads.put("groups", List.of("/Bauaufsichtsamt/Leitung"));
        federation.dresden().person("anna", leads);
        TestDevice terminal = new TestDevice(issuer, new TestClient(issuer, "foerdermittel"));
        Answer asked = terminal.asks();

        assertThat(terminal.question(anna, asked).attribute("data-reason")).contains("assurance_too_low");
        assertThat(federation.dresden().lastAuthorization()).containsEntry("acr_values", "substantial");
        assertThat(terminal.polls(asked).text("error")).isEqualTo("authorization_pending");
    }

    @Test
    void answeredCodeIsNotAnsweredAgain() {
        Answer asked = device.asks();
        Stop annas = device.question(anna, asked);
        Employee eva = federation.eva();
        Stop evas = device.question(eva, asked);
        TestDevice.answers(anna, annas, "approve");

        Stop late = TestDevice.answers(eva, evas, "approve");

        assertThat(late.attribute("data-failure")).isPresent();
        assertThat(device.polls(asked).claims("id_token")).containsEntry("municipality", "Dresden");
    }

    @Test
    void formFromAnotherBrowserDoesNothing() {
        Answer asked = device.asks();
        Stop question = device.question(anna, asked);
        Employee eva = federation.eva();
        eva.opens("bauantrag");

        TestDevice.answers(eva, question, "approve");

        assertThat(pollingSays(asked)).isEqualTo("authorization_pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BBBB", "AAAA-EEEE", "<script>", WRONG})
    void wrongCodeIsSaidAtTheField(String code) {
        Stop page = device.typed(anna, code);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.attribute("data-problem")).contains("code_unknown");
        assertThat(page.body()).doesNotContain("<script>");
    }

    @Test
    void afterTenWrongCodesASessionHasToWait() {
        anna.opens("bauantrag");
        for (int i = 0; i < 10; i++) {
            assertThat(device.typed(anna, WRONG).status()).isEqualTo(400);
        }
        Answer asked = device.asks();
        Stop stop = device.typed(anna, asked.text("user_code"));

        assertThat(stop.status()).isEqualTo(429);
        assertThat(stop.attribute("data-failure")).contains("too_many_requests");
        assertThat(Long.parseLong(
                        stop.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(500L, 601L);
        assertThat(device.typed(federation.eva(), asked.text("user_code")).status())
                .as("others go on")
                .isEqualTo(200);
        federation.hub().clock().advance(Duration.ofMinutes(10));
        assertThat(device.typed(anna, device.asks().text("user_code")).status()).isEqualTo(200);
    }

    @Test
    void afterFiftyWrongCodesAnAddressHasToWaitWhateverItsBrowsersAre() {
        for (int i = 0; i < 50; i++) {
            assertThat(device.typed(federation.anna(), WRONG).status()).isEqualTo(400);
        }

        assertThat(device.typed(federation.eva(), WRONG).status()).isEqualTo(429);
    }

    @Test
    void rightCodesAndNonsenseDoNotCount() {
        anna.opens("bauantrag");
        Answer asked = device.asks();
        for (int i = 0; i < 12; i++) {
            assertThat(device.typed(anna, asked.text("user_code")).status()).isEqualTo(200);
            assertThat(device.typed(anna, "AEIOU").status()).isEqualTo(400);
        }
    }

    @Test
    void nobodyEndsASignInByAnAddressOfTheirOwn() {
        for (String address : List.of("/device/end", "/device/end?a=", "/device/end?a=AAAA", "/device/end?error=x")) {
            assertThat(anna.goes(URI.create(issuer + address)).status())
                    .as(address)
                    .isEqualTo(404);
        }
    }

    @Test
    void noRequestCanAskForTheAnswerOfADevice() {
        assertThat(anna.opens("bauantrag", Map.of("response_mode", "device")).parameter("error"))
                .contains("invalid_request");
    }
}
