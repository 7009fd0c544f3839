package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sixteen at once, fifty times, on real PostgreSQL: one code is redeemed once, one refresh token has one successor. */
class RedemptionRaceTests {

    private static final int ROUNDS = 50;
    private static final int AT_ONCE = 16;

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final Visitor visitor = new Visitor();

    private String code() {
        Stop stop = visitor.go(client.authorize(Map.of("idp_hint", "ebit-dresden")), TestClient.CALLBACK);
        if (stop.body().contains("name=\"password\"")) {
            stop = visitor.signIn(stop, "anna.richter", TestClient.CALLBACK);
        }
        return stop.parameter("code").orElseThrow();
    }

    private static List<Answer> atOnce(Callable<Answer> call) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                calls.add(call);
            }
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void oneCodeIsRedeemedOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String code = code();

            List<Answer> answers = atOnce(() -> client.redeem(code));

            assertThat(answers.stream().filter(a -> a.status() == 200)).hasSize(1);
            assertThat(answers.stream().filter(a -> a.status() != 200))
                    .allSatisfy(a -> assertThat(a.text("error")).isEqualTo("invalid_grant"));
        }
    }

    @Test
    void oneRefreshTokenHasOneSuccessor() throws Exception {
        String token = client.redeem(code()).text("refresh_token");
        for (int round = 0; round < ROUNDS; round++) {
            String presented = token;

            List<Answer> answers = atOnce(() -> client.refresh(presented));

            Set<String> successors = answers.stream()
                    .filter(a -> a.status() == 200)
                    .map(a -> a.text("refresh_token"))
                    .collect(Collectors.toSet());
            assertThat(successors).hasSize(1);
            token = successors.iterator().next();
        }
    }
}
