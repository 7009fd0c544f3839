package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table of people and applications, walked with real sign-ins: roles, or the reason of the refusal. */
class DemoTableWalkTests {

    private static final List<String> APPLICATIONS = List.of("bauantrag", "meldeauskunft", "foerdermittel", "stadttor");

    private final HubUnderTest hub = HubUnderTest.shared();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            anna.richter   | dresden   | bearbeiten lesen            | no_role            | no_role           | no_role
            bernd.vogel    | dresden   | bearbeiten genehmigen lesen | no_role            | assurance_too_low | application-owner
            carla.engel    | dresden   | no_role                     | auskunft           | no_role           | no_role
            dirk.admin     | dresden   | no_role                     | no_role            | no_role           | provider-admin
            daniela.admin  | dresden   | no_role                     | no_role            | no_role           | provider-admin
            otto.betrieb   | dresden   | no_role                     | no_role            | no_role           | operator
            eva.schulze    | magdeburg | bearbeiten lesen            | state_not_admitted | no_role           | no_role
            falk.brandt    | magdeburg | bearbeiten genehmigen lesen | state_not_admitted | assurance_too_low | application-owner
            gisela.kunze   | magdeburg | no_role                     | state_not_admitted | no_role           | no_role
            heiko.admin    | magdeburg | no_role                     | state_not_admitted | no_role           | provider-admin
            hanna.admin    | magdeburg | no_role                     | state_not_admitted | no_role           | provider-admin
            paul.revision  | magdeburg | no_role                     | state_not_admitted | no_role           | auditor
            ines.lehmann   | leipzig   | bearbeiten lesen            | no_role            | no_role           | no_role
            jan.petzold    | leipzig   | bearbeiten genehmigen lesen | no_role            | assurance_too_low | application-owner
            katrin.wolf    | leipzig   | no_role                     | auskunft           | no_role           | no_role
            lars.admin     | leipzig   | no_role                     | no_role            | no_role           | provider-admin
            lena.admin     | leipzig   | no_role                     | no_role            | no_role           | provider-admin
            olga.betrieb   | leipzig   | no_role                     | no_role            | no_role           | operator
            """)
    void personGetsWhatTheTableSays(
            String user, String domain, String bauantrag, String meldeauskunft, String foerdermittel, String stadttor) {
        Visitor visitor = new Visitor();
        List<String> expected = List.of(bauantrag, meldeauskunft, foerdermittel, stadttor);
        String email = user + "@" + domain + ".example";
        for (int i = 0; i < APPLICATIONS.size(); i++) {
            TestClient client = new TestClient(hub.issuer(), APPLICATIONS.get(i));
            Stop stop = visitor.go(client.authorize(Map.of("login_hint", email)), TestClient.CALLBACK);
            if (stop.body().contains("name=\"password\"")) {
                stop = visitor.signIn(stop, user, TestClient.CALLBACK);
            }
            assertThat(outcome(client, stop, visitor)).as(APPLICATIONS.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static String outcome(TestClient client, Stop stop, Visitor visitor) {
        if (stop.status() == 403) {
            String reason = stop.attribute("data-reason").orElseThrow();
            Stop back = visitor.go(client.authorize(Map.of("prompt", "none")), TestClient.CALLBACK);
            assertThat(back.parameter("error_description")).contains(reason);
            return reason;
        }
        Answer tokens = client.redeem(stop.parameter("code").orElseThrow());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens.claims("id_token").get("roles") instanceof List<?> roles
                ? String.join(" ", roles.stream().map(String::valueOf).toList())
                : "";
    }

    @org.junit.jupiter.api.Test
    void dorisIsToldByHerProviderThatHerAccountIsDisabled() {
        Visitor visitor = new Visitor();
        TestClient client = new TestClient(hub.issuer(), "bauantrag");
        URI asked = client.authorize(Map.of("login_hint", "doris.gesperrt@dresden.example"));

        Stop stop = visitor.signIn(visitor.go(asked, TestClient.CALLBACK), "doris.gesperrt", TestClient.CALLBACK);

        assertThat(stop.uri().toString()).doesNotStartWith(TestClient.CALLBACK);
        assertThat(stop.uri().getPath()).startsWith("/realms/ebit-dresden/");
    }
}
