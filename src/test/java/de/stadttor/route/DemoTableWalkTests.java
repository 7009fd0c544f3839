package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.StandardClient;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table of people and applications, walked with real sign-ins and a library that developers
 * use: roles, or the reason of the refusal. */
class DemoTableWalkTests {

    private static final List<String> APPLICATIONS = List.of("bauantrag", "meldeauskunft", "foerdermittel", "stadttor");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final List<StandardClient> clients = APPLICATIONS.stream()
            .map(id -> new StandardClient(hub.issuer(), id))
            .toList();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            anna.richter   | dresden   | bearbeiten lesen            | no_role            | no_role           | no_role
            bernd.vogel    | dresden   | bearbeiten genehmigen lesen | no_role            | bewilligen        | application-owner
            carla.engel    | dresden   | no_role                     | auskunft           | no_role           | no_role
            dirk.admin     | dresden   | no_role                     | no_role            | no_role           | provider-admin
            daniela.admin  | dresden   | no_role                     | no_role            | no_role           | provider-admin
            otto.betrieb   | dresden   | no_role                     | no_role            | no_role           | operator
            eva.schulze    | magdeburg | bearbeiten lesen            | state_not_admitted | no_role           | no_role
            falk.brandt    | magdeburg | bearbeiten genehmigen lesen | state_not_admitted | bewilligen        | application-owner
            gisela.kunze   | magdeburg | no_role                     | state_not_admitted | no_role           | no_role
            heiko.admin    | magdeburg | no_role                     | state_not_admitted | no_role           | provider-admin
            hanna.admin    | magdeburg | no_role                     | state_not_admitted | no_role           | provider-admin
            paul.revision  | magdeburg | no_role                     | state_not_admitted | no_role           | auditor
            ines.lehmann   | leipzig   | bearbeiten lesen            | no_role            | no_role           | no_role
            jan.petzold    | leipzig   | bearbeiten genehmigen lesen | no_role            | bewilligen        | application-owner
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
            StandardClient.SignIn signIn = clients.get(i).signIn();
            Stop stop = visitor.go(signIn.address(email), TestClient.CALLBACK);
            if (stop.body().contains("name=\"password\"")) {
                stop = visitor.signIn(stop, user, TestClient.CALLBACK);
            }
            if (stop.asksForOneTimePassword()) {
                stop = visitor.typeOneTimePassword(stop, TestClient.CALLBACK);
            }
            assertThat(stop.status() == 403 ? reason(signIn, stop) : roles(signIn, stop, email))
                    .as(APPLICATIONS.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    /** As the page names it, and as the application is told it by the page's button. */
    private static String reason(StandardClient.SignIn signIn, Stop page) {
        String reason = page.attribute("data-reason").orElseThrow();
        assertThat(signIn.refusal(page.link("back"))).isEqualTo(reason);
        return reason;
    }

    /** As ID token and userinfo name them alike; meldeauskunft gets no e-mail address. */
    private static String roles(StandardClient.SignIn signIn, Stop stop, String email) {
        StandardClient.Tokens tokens = signIn.tokens(stop.uri());
        UserInfo userinfo = tokens.userinfo();
        List<String> roles = tokens.idToken().getStringListClaim("roles");
        assertThat(userinfo.getStringListClaim("roles")).isEqualTo(roles);
        assertThat(userinfo.getName()).isNotBlank();
        assertThat(userinfo.getEmailAddress()).isEqualTo(roles.equals(List.of("auskunft")) ? null : email);
        return String.join(" ", roles);
    }

    @Test
    void dorisIsToldByHerProviderThatHerAccountIsDisabled() {
        Visitor visitor = new Visitor();
        TestClient client = new TestClient(hub.issuer(), "bauantrag");
        URI asked = client.authorize(Map.of("login_hint", "doris.gesperrt@dresden.example"));

        Stop stop = visitor.signIn(visitor.go(asked, TestClient.CALLBACK), "doris.gesperrt", TestClient.CALLBACK);

        assertThat(stop.uri().toString()).doesNotStartWith(TestClient.CALLBACK);
        assertThat(stop.uri().getPath()).startsWith("/realms/ebit-dresden/");
    }
}
