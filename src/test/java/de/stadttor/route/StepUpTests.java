package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More assurance is asked of the provider where it is needed and can help, once, and what comes back is what counts. */
class StepUpTests {

    private static final String ESSENTIAL = """
            {"id_token": {"acr": {"essential": true, "values": ["substantial"]}}}""";

    private final FakeFederation federation = FakeFederation.shared();
    private final Employee anna = federation.anna();
    private final int tripsBefore = federation.dresden().callsOf("token");

    @AfterEach
    void reset() {
        federation.reset();
    }

    /** Anna heads the office: foerdermittel, which wants substantial assurance, has a role for her. */
    private void annaLeads() {
        Map<String, Object> claims = new LinkedHashMap<>(FakeFederation.annasClaims());
        claims.put("groups", List.of("/Bauaufsichtsamt/Leitung"));
        federation.dresden().person("anna", claims);
    }

    private void hasSecondFactor() {
        federation.dresden().claim("acr", "substantial");
    }

    private String askedUpstream() {
        return federation.dresden().lastAuthorization().getOrDefault("acr_values", "");
    }

    private int trips() {
        return federation.dresden().callsOf("token") - tripsBefore;
    }

    @Test
    void realPersonWithTotpStepsUpForTheApplicationThatNeedsIt() {
        HubUnderTest hub = HubUnderTest.shared();
        Employee falk = new Employee(hub, "falk.brandt", "kid-magdeburg");
        falk.tokens("bauantrag");

        Stop second = falk.opens("foerdermittel");

        assertThat(second.asksForOneTimePassword()).isTrue();
        assertThat(falk.idToken("foerdermittel", falk.typesOneTimePassword(second)))
                .containsEntry("acr", "substantial")
                .containsEntry("roles", List.of("bewilligen"));
    }

    @Test
    void applicationsOwnMinimumIsAskedForOnceTheRestAdmitsThePerson() {
        annaLeads();

        Stop page = anna.opens("foerdermittel");

        assertThat(askedUpstream()).isEqualTo("substantial");
        assertThat(trips()).as("first plainly, then for more, and not again").isEqualTo(2);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.attribute("data-reason")).contains("assurance_too_low");
    }

    @Test
    void nobodyIsSentForALevelThatWouldNotHelp() {
        Stop page = anna.opens("foerdermittel");

        assertThat(page.attribute("data-reason")).contains("no_role");
        assertThat(trips()).isEqualTo(1);
        assertThat(askedUpstream()).isEmpty();
    }

    @Test
    void nobodyIsSentWhereTheProviderHasNoSuchLevel() {
        annaLeads();
        federation.change(yaml ->
                yaml.replaceFirst("assurance: \\{low: low, substantial: substantial\\}", "assurance: {low: low}"));

        Stop page = anna.opens("foerdermittel");

        assertThat(page.attribute("data-reason")).contains("assurance_too_low");
        assertThat(trips()).isEqualTo(1);
    }

    @Test
    void secondFactorLetsThePersonIn() {
        annaLeads();
        anna.tokens("bauantrag");
        hasSecondFactor();

        Stop back = anna.opens("foerdermittel");

        assertThat(anna.idToken("foerdermittel", back)).containsEntry("acr", "substantial");
    }

    @Test
    void silentRequestIsToldThatAPersonCouldHelp() {
        annaLeads();
        anna.tokens("bauantrag");

        assertThat(anna.opensSilently("foerdermittel").parameter("error")).contains("interaction_required");
    }

    @Test
    void wishForMoreGoesUpstreamAtOnceAndIsNoErrorWhereItCannotBeHad() {
        Stop back = anna.opens("bauantrag", Map.of("acr_values", "substantial"));

        assertThat(askedUpstream()).isEqualTo("substantial");
        assertThat(trips()).isEqualTo(1);
        assertThat(anna.idToken("bauantrag", back)).containsEntry("acr", "low");
    }

    @Test
    void wishForMoreStepsASessionUp() {
        anna.tokens("bauantrag");
        hasSecondFactor();

        Stop back = anna.opens("bauantrag", Map.of("acr_values", "substantial"));

        assertThat(anna.idToken("bauantrag", back)).containsEntry("acr", "substantial");
    }

    @Test
    void sessionThatHasMoreIsNotSentAgain() {
        hasSecondFactor();
        anna.tokens("bauantrag");

        Stop back = anna.opens("bauantrag", Map.of("acr_values", "low"));

        assertThat(back.code()).isPresent();
        assertThat(trips()).isEqualTo(1);
    }

    @Test
    void wishIsNeverAnErrorForASilentRequest() {
        anna.tokens("bauantrag");

        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "acr_values", "substantial"))
                        .code())
                .isPresent();
    }

    @Test
    void unknownWishIsPassedOver() {
        Stop back = anna.opens("bauantrag", Map.of("acr_values", "urn:example:gold 1"));

        assertThat(back.code()).isPresent();
        assertThat(askedUpstream()).isEmpty();
    }

    @Test
    void essentialAcrThatCannotBeHadIsAFailedSignIn() {
        Stop page = anna.opens("bauantrag", Map.of("claims", ESSENTIAL));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.attribute("data-reason")).contains("assurance_too_low");
        assertThat(page.link("back").getQuery())
                .startsWith("error=unmet_authentication_requirements&error_description=assurance_too_low");
    }

    @Test
    void essentialAcrThatIsThereIsGiven() {
        hasSecondFactor();

        assertThat(anna.idToken("bauantrag", anna.opens("bauantrag", Map.of("claims", ESSENTIAL))))
                .containsEntry("acr", "substantial");
    }

    @Test
    void lowerLevelThatIsEssentialIsWhatTheIdTokenSays() {
        hasSecondFactor();
        anna.tokens("bauantrag");

        Stop back = anna.opens("bauantrag", Map.of("claims", """
                {"id_token": {"acr": {"essential": true, "value": "low"}}}"""));

        assertThat(anna.idToken("bauantrag", back)).containsEntry("acr", "low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "substantial", "high"})
    void eachLevelIsAskedForAndToldInTheHubsWords(String level) {
        federation.change(yaml -> yaml.replaceFirst(
                "assurance: \\{low: low, substantial: substantial\\}",
                "assurance: {bronze: low, silver: substantial, gold: high}"));
        String theirs = Objects.requireNonNull(
                Map.of("low", "bronze", "substantial", "silver", "high", "gold").get(level));
        federation.dresden().claim("acr", theirs);

        Stop back = anna.opens("bauantrag", Map.of("acr_values", level));

        assertThat(askedUpstream()).contains(theirs);
        assertThat(anna.idToken("bauantrag", back)).containsEntry("acr", level);
    }

    @Test
    void essentialAcrOfASilentRequestNeedsThePerson() {
        anna.tokens("bauantrag");

        assertThat(anna.asks("bauantrag", Map.of("prompt", "none", "claims", ESSENTIAL))
                        .parameter("error"))
                .contains("interaction_required");
    }

    @Test
    void wordThatTheProvidersTableDoesNotListIsRefused() {
        annaLeads();
        anna.tokens("bauantrag");
        federation.dresden().claim("acr", "gold");

        assertThat(anna.opens("foerdermittel").attribute("data-reason")).contains("assurance_unknown");
    }
}
