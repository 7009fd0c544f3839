package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.TestDevice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device asks and is answered (RFC 8628 sections 3.1, 3.2, 3.4 and 3.5). */
class DeviceGrantTests {

    private static final String DEVICE = "/oauth2/device_authorization";

    private final FakeFederation federation = FakeFederation.shared();
    private final String issuer = federation.hub().issuer();
    private final TestClient client = new TestClient(issuer, "bauantrag");
    private final TestDevice device = new TestDevice(issuer, client);
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

    private void later(int seconds) {
        federation.hub().clock().advance(Duration.ofSeconds(seconds));
    }

    private String pollingSays(Answer asked) {
        Answer answer = device.polls(asked);
        assertThat(answer.status()).isEqualTo(400);
        return answer.text("error");
    }

    @Test
    void deviceIsGivenCodesAndWhereToGo() {
        Answer asked = device.asks();

        assertThat(asked.json())
                .containsEntry("verification_uri", issuer + "/device")
                .containsEntry("verification_uri_complete", issuer + "/device?user_code=" + asked.text("user_code"))
                .containsEntry("expires_in", 600)
                .containsEntry("interval", 5);
        assertThat(asked.text("user_code")).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(asked.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(device.asks().text("device_code")).isNotEqualTo(asked.text("device_code"));
    }

    @Test
    void deviceGetsTokensOnceThePersonLetsItIn() {
        Answer asked = device.asks();
        assertThat(pollingSays(asked)).isEqualTo("authorization_pending");

        device.letIn(anna, asked);
        Answer tokens = device.polls(asked);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.claims("access_token"))
                .containsEntry("client_id", "bauantrag")
                .containsEntry("roles", List.of("bearbeiten", "lesen"));
        assertThat(tokens.claims("id_token"))
                .containsEntry("municipality", "Dresden")
                .doesNotContainKey("nonce");
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(200);
        assertThat(client.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void sessionIsThatOfTheBrowserInWhichThePersonApproved() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        Answer tokens = device.polls(asked);

        assertThat(tokens.claims("id_token").get("sid"))
                .isEqualTo(anna.idToken("bauantrag", anna.opens("bauantrag")).get("sid"));
        federation.database().sql("update hub_session set ended_at = now()").update();
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(client.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void rolesAreDecidedWhenTheDeviceRedeems() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        federation.change(yaml -> TestDevice.registered(yaml).replace("grant: [lesen, bearbeiten]", "grant: [lesen]"));

        assertThat(device.polls(asked).claims("access_token")).containsEntry("roles", List.of("lesen"));
    }

    @Test
    void deviceCodeIsGoodOnce() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        Answer tokens = device.polls(asked);

        assertThat(pollingSays(asked)).isEqualTo("invalid_grant");
        assertThat(client.userinfo(tokens.text("access_token")).status())
                .as("an impatient device loses nothing")
                .isEqualTo(200);
    }

    @Test
    void ofSixteenQuestionsAtOnceOneGetsTokens() throws Exception {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        List<Callable<Integer>> questions = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            questions.add(() -> device.polls(asked).status());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            int got = 0;
            for (Future<Integer> status : threads.invokeAll(questions)) {
                got += status.get() == 200 ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        }
    }

    @Test
    void whoAsksTooSoonHasToSlowDownByFiveSecondsEachTime() {
        Answer asked = device.asks();
        assertThat(pollingSays(asked)).isEqualTo("authorization_pending");
        later(4);
        assertThat(pollingSays(asked)).as("after 4 of 5 s").isEqualTo("slow_down");
        later(9);
        assertThat(pollingSays(asked)).as("after 9 of 10 s").isEqualTo("slow_down");
        later(14);
        assertThat(pollingSays(asked)).as("after 14 of 15 s").isEqualTo("slow_down");
        later(21);
        assertThat(pollingSays(asked)).as("after 21 of 20 s").isEqualTo("authorization_pending");
    }

    @Test
    void anotherDeviceNeedNotSlowDown() {
        Answer impatient = device.asks();
        Answer patient = device.asks();
        pollingSays(impatient);
        assertThat(pollingSays(impatient)).isEqualTo("slow_down");

        assertThat(pollingSays(patient)).isEqualTo("authorization_pending");
    }

    @Test
    void codeIsOverAfterTenMinutes() {
        Answer asked = device.asks();
        later(601);

        assertThat(pollingSays(asked)).isEqualTo("expired_token");
        assertThat(device.typed(anna, asked.text("user_code")).attribute("data-problem"))
                .contains("code_unknown");
    }

    @Test
    void approvalThatNobodyFetchesIsOverToo() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        later(601);

        assertThat(pollingSays(asked)).isEqualTo("expired_token");
    }

    @Test
    void whoIsDeclinedHearsSo() {
        Answer asked = device.asks();
        TestDevice.answers(anna, device.question(anna, asked), "decline");

        assertThat(pollingSays(asked)).isEqualTo("access_denied");
    }

    @Test
    void deviceCodeThatAnotherApplicationShowsStaysGood() {
        Answer asked = device.asks();
        device.letIn(anna, asked);
        federation.change(yaml -> TestDevice.registered(TestDevice.registered(yaml, "meldeauskunft"), "bauantrag"));
        TestDevice other = new TestDevice(issuer, new TestClient(issuer, "meldeauskunft"));
        TestDevice stranger = new TestDevice(issuer, new TestClient(issuer, "foerdermittel"));

        assertThat(other.polls(asked).text("error")).isEqualTo("invalid_grant");
        assertThat(stranger.polls(asked).text("error")).isEqualTo("unauthorized_client");
        assertThat(device.polls(asked).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void deviceCodeThatTheHubNeverGaveIsRefused(String code) {
        assertThat(device.polls(code).text("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"scope=, invalid_scope", "scope=telephone, invalid_scope", "scope=openid\u0001x, invalid_request"})
    void wrongRequestIsRefused(String changed, String error) {
        String[] pair = changed.split("=", 2);
        Answer answer = device.asks(Map.of(pair[0], pair[1]));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo(error);
    }

    @Test
    void scopeBeyondTheRegisteredIsRefused() {
        federation.change(yaml -> {
            String with = TestDevice.registered(yaml);
            int at = with.indexOf("- id: bauantrag");
            int scopes = with.indexOf("scopes: [", at);
            return with.substring(0, scopes) + "scopes: [openid]" + with.substring(with.indexOf(']', scopes) + 1);
        });

        assertThat(device.asks(Map.of()).text("error")).isEqualTo("invalid_scope");
    }

    @Test
    void applicationThatIsNotRegisteredForTheGrantGetsNoCode() {
        Answer answer = new TestClient(issuer, "meldeauskunft").post(DEVICE, Map.of("scope", "openid"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void whoDoesNotProveWhoTheyAreGetsNoCode() {
        Answer wrong = client.post(DEVICE, Map.of("scope", "openid"), TestClient.basic("bauantrag", "wrong"));
        Answer nobody = client.post(DEVICE, Map.of("scope", "openid", "client_id", "bauantrag"), null);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("error")).isEqualTo("invalid_client");
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void repeatedParameterIsRefused() {
        assertThat(client.postText(
                                DEVICE,
                                "scope=openid&scope=roles",
                                TestClient.basic("bauantrag", "bauantrag-demo-secret"))
                        .text("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void onlyPostIsAnswered() {
        Answer answer =
                client.send(HttpRequest.newBuilder(URI.create(issuer + DEVICE)).build());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void neitherCodeIsStored() {
        Answer asked = device.asks();
        String userCode = asked.text("user_code").replace("-", "");
        byte[] plain = OpaqueKeys.sha256(userCode.getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(federation
                        .database()
                        .sql("""
                                select count(*) from device_code d where d::text like :device or d::text like :user
                                    or d.user_code = :plain
                                """)
                        .param("device", "%" + asked.text("device_code") + "%")
                        .param("user", "%" + userCode + "%")
                        .param("plain", plain)
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
