package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who somebody is follows from their provider and its own sub, never from an e-mail address. */
class OneAccountPerSubjectTests {

    private final FakeFederation federation = FakeFederation.shared();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private static String sub(Answer tokens) {
        return String.valueOf(tokens.claims("id_token").get("sub"));
    }

    private Answer annaWith(String claim, Object value) {
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put(claim, value);
        federation.dresden().person("anna", claims);
        return federation.anna().tokens("bauantrag");
    }

    @Test
    void sameAddressAtAnotherProviderIsAnotherPerson() {
        Answer annas = federation.anna().tokens("bauantrag");
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put("ags", "15003000");
        claims.put("realm_roles", List.of("sb-bau"));
        federation.magdeburg().person("someone", claims);

        Answer theirs = federation.eva().tokens("bauantrag");

        assertThat(sub(theirs)).isNotEqualTo(sub(annas));
        assertThat(federation
                        .anna()
                        .application("bauantrag")
                        .userinfo(theirs.text("access_token"))
                        .json())
                .containsEntry("email", "anna.richter@dresden.example")
                .containsEntry("provider", "kid-magdeburg");
    }

    @Test
    void sameSubAtAnotherProviderIsAnotherPerson() {
        Answer annas = federation.anna().tokens("bauantrag");
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put("ags", "15003000");
        claims.put("realm_roles", List.of("sb-bau"));
        federation.magdeburg().person("anna", claims);

        assertThat(sub(federation.eva().tokens("bauantrag"))).isNotEqualTo(sub(annas));
    }

    @Test
    void anotherPersonOfTheSameProviderWithTheSameAddressIsNotHer() {
        String annas = sub(federation.anna().tokens("bauantrag"));
        federation.dresden().person("anna-2", FakeFederation.annasClaims());

        assertThat(sub(federation.anna().tokens("bauantrag"))).isNotEqualTo(annas);
    }

    @Test
    void whoMarriesKeepsTheAccount() {
        String before = sub(federation.anna().tokens("bauantrag"));

        Answer after = annaWith("email", "anna.neumann@dresden.example");

        assertThat(sub(after)).isEqualTo(before);
        assertThat(federation
                        .anna()
                        .application("bauantrag")
                        .userinfo(after.text("access_token"))
                        .json())
                .containsEntry("email", "anna.neumann@dresden.example");
    }

    @Test
    void groupThatIsGoneIsGoneWithTheNextSignInForTheTokensBeforeIt() {
        Employee anna = federation.anna();
        Answer before = anna.tokens("bauantrag");

        Employee elsewhere = federation.anna();
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put("groups", List.of());
        federation.dresden().person("anna", claims);
        assertThat(elsewhere.opens("bauantrag").attribute("data-reason")).contains("no_role");

        assertThat(anna.application("bauantrag")
                        .refresh(before.text("refresh_token"))
                        .json())
                .containsEntry("error", "invalid_grant")
                .containsEntry("error_description", "no_role");
    }

    @Test
    void twoApplicationsKnowOnePersonByTwoNames() {
        Employee bernd = Employee.bernd(federation.hub());
        annaWith("groups", List.of("/Bauaufsichtsamt/Leitung"));

        assertThat(sub(bernd.tokens("bauantrag"))).isNotEqualTo(sub(bernd.tokens("stadttor")));
        assertThat(sub(bernd.tokens("bauantrag"))).isEqualTo(sub(bernd.tokens("bauantrag")));
    }

    @Test
    void addressThatNobodyVerifiedIsToldAsSuch() {
        Answer tokens = annaWith("email_verified", false);

        assertThat(federation
                        .anna()
                        .application("bauantrag")
                        .userinfo(tokens.text("access_token"))
                        .json())
                .containsEntry("email_verified", false);
    }
}
