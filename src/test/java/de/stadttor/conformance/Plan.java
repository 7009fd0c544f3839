package de.stadttor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.PublishedKeys;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the modules of a plan have in common: a confidential client that sends neither PKCE nor a hint where to sign in,
 * as the certification suite does, and a person who signs in for it.
 */
abstract class Plan {

    static final String PLAN = "plan";
    static final String OPENID = "openid";

    final FakeFederation federation = FakeFederation.shared();
    final HubUnderTest hub = federation.hub();
    final Employee anna = federation.anna();
    final TestClient client = new TestClient(hub.issuer(), PLAN);

    @BeforeEach
    void register() {
        federation.change(document -> HubUnderTest.with(PLAN, Map.of("require-pkce", "false"))
                .apply(document)
                .replace(
                        "application: plan, claims: [name, email]",
                        "application: plan, claims: [name, profile, email]"));
    }

    @AfterEach
    void reset() {
        federation.reset();
    }

    /** How the answer of the authorization endpoint comes: empty for the default. */
    String responseMode() {
        return "";
    }

    /** The parameters of the answer, however it came. */
    Map<String, String> answer(Stop stop) {
        Map<String, String> answer = new HashMap<>();
        for (String name : new String[] {"code", "state", "iss", "error", "error_description"}) {
            stop.parameter(name).ifPresent(value -> answer.put(name, value));
        }
        assertThat(stop.uri().toString()).as(stop.body()).startsWith(TestClient.CALLBACK);
        return answer;
    }

    /** A request with these parameters and no others beside those of every request; an empty one is left out. */
    URI request(Map<String, String> further) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("scope", OPENID);
        parameters.put("code_challenge", "");
        parameters.put("code_challenge_method", "");
        parameters.put("response_mode", responseMode());
        parameters.putAll(further);
        return client.authorize(parameters);
    }

    /** The person signs in where asked, at the page that the hub shows. */
    Stop signsIn(Map<String, String> further) {
        return choosesWhereAsked(anna.goes(request(further)));
    }

    Stop choosesWhereAsked(Stop page) {
        return page.attribute("data-provider").isPresent() ? anna.chooses(page) : page;
    }

    /** Without a page. */
    Stop asksSilently(Map<String, String> further) {
        Map<String, String> parameters = new HashMap<>(further);
        parameters.put("prompt", "none");
        return anna.goes(request(parameters));
    }

    String code(Stop stop) {
        Map<String, String> answer = answer(stop);
        assertThat(answer).containsKey("code").containsEntry("iss", hub.issuer());
        return String.valueOf(answer.get("code"));
    }

    Answer redeem(String code) {
        return client.redeem(code, Map.of("code_verifier", ""));
    }

    Answer tokens(Map<String, String> further) {
        Answer tokens = redeem(code(signsIn(further)));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens;
    }

    /** The claims of an ID token whose signature was checked by the published keys. */
    Map<String, Object> idToken(Answer tokens) {
        try {
            return PublishedKeys.of(hub)
                    .verified(tokens.text("id_token"))
                    .getJWTClaimsSet()
                    .toJSONObject();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    Map<String, Object> userinfo(Answer tokens) {
        Answer answer = client.userinfo(tokens.text("access_token"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }
}
