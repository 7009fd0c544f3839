package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** By which name an application knows a person: pairwise, unless it asks for another (OpenID Connect Core section 8). */
class SubjectTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final SignedIn anna = SignedIn.anna(hub);
    private final Answer tokens = anna.tokens();

    @AfterEach
    void takeApplicationsAway() {
        hub.putBack();
    }

    @Test
    void subjectIsTheSameAtOneApplicationAndAnotherAtTheNext() {
        hub.add("zweite", Map.of());
        TestClient second = new TestClient(hub.issuer(), "zweite");
        Object here = tokens.claims("id_token").get("sub");
        Object there = anna.tokens(second, Map.of()).claims("id_token").get("sub");

        assertThat(there).isNotEqualTo(here);
        SignedIn nextTime = SignedIn.anna(hub);
        assertThat(nextTime.tokens().claims("id_token").get("sub")).isEqualTo(here);
        assertThat(nextTime.tokens(second, Map.of()).claims("id_token").get("sub"))
                .isEqualTo(there);
        assertThat(tokens.claims("access_token").get("sub")).isEqualTo(here);
    }

    @Test
    void applicationsThatAskForItKnowThePersonByOnePublicSubject() {
        hub.add("offen", Map.of("subject", "public"));
        TestClient open = new TestClient(hub.issuer(), "offen");

        Answer answer = anna.tokens(open, Map.of());

        assertThat(answer.claims("id_token"))
                .containsEntry("sub", anna.account(tokens).toString());
    }

    @Test
    void applicationsOfOneSectorKnowThePersonByTheSameSubject() {
        Object before = null;
        for (String id : List.of("amt-eins", "amt-zwei")) {
            hub.add(id, Map.of("sector-identifier-uri", "https://sektor.example/" + id));
            Object subject = anna.tokens(new TestClient(hub.issuer(), id), Map.of())
                    .claims("id_token")
                    .get("sub");

            assertThat(subject).isEqualTo(before == null ? subject : before);
            before = subject;
        }
        assertThat(before).isNotEqualTo(tokens.claims("id_token").get("sub"));
    }
}
