package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.AccessDecisions;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever is not let in learns what is missing, who can help, and a way back; so does the application. */
class RefusalPageTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void annaBrings(String claim, Object value) {
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.put(claim, value);
        federation.dresden().person("anna", claims);
    }

    private String reason(String application) {
        Stop stop = federation.anna().opens(application);
        assertThat(stop.status()).as(stop.uri().toString()).isEqualTo(403);
        return stop.attribute("data-reason").orElseThrow();
    }

    @Test
    void pageSaysWhatIsMissingWhoHelpsAndUnderWhichNumber() {
        Stop page = anna.opens("foerdermittel");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.attribute("data-reason")).contains("no_role");
        assertThat(page.body())
                .contains("Kein Zugang zu", "Fördermittel", "keine Rolle")
                .contains("Servicedesk eBit Dresden", "servicedesk@dresden.example", "+49 351 0000000");
        String reference = page.attribute("data-reference").orElseThrow();
        assertThat(federation.hub().bean(AccessDecisions.class).find(reference))
                .hasValueSatisfying(
                        recorded -> assertThat(recorded.decision().reason()).isNotNull());
    }

    @Test
    void pageSpeaksThePersonsLanguage() {
        Employee english =
                new Employee(federation.hub(), "anna.richter", "ebit-dresden", new Visitor("en-GB,en;q=0.9"));

        Stop page = english.opens("foerdermittel");

        assertThat(page.body())
                .contains("lang=\"en\"", "No access to", "Public grants", "You have no role in", "Reference number")
                .doesNotContain("Fördermittel");
        assertThat(anna.opens("foerdermittel").body()).contains("lang=\"de\"");
    }

    @Test
    void wayBackTellsTheApplicationTheReason() {
        URI back = anna.opens("foerdermittel").link("data-action", "back");

        assertThat(back.toString()).startsWith(TestClient.CALLBACK + "?");
        assertThat(back.getQuery().split("&"))
                .contains(
                        "error=access_denied",
                        "error_description=no_role",
                        "state=state-1",
                        "iss=" + federation.hub().issuer());
    }

    @Test
    void applicationThatAsksSilentlyIsToldAtOnce() {
        anna.opens("bauantrag");

        Stop back = anna.opensSilently("foerdermittel");

        assertThat(back.parameter("error")).contains("access_denied");
        assertThat(back.parameter("error_description")).contains("no_role");
        assertThat(back.parameter("state")).contains("state-1");
        assertThat(back.parameter("iss")).contains(federation.hub().issuer());
    }

    @Test
    void sessionGoesOnForTheApplicationsThatLetThePersonIn() {
        anna.opens("foerdermittel");

        assertThat(anna.opensSilently("bauantrag").code()).isPresent();
    }

    @Test
    void stepUpThatWouldHelpIsInteractionRequired() {
        annaBrings("groups", List.of("/Bauaufsichtsamt/Leitung"));
        assertThat(reason("foerdermittel")).isEqualTo("assurance_too_low");
        anna.opens("bauantrag");

        Stop back = anna.opensSilently("foerdermittel");

        assertThat(back.parameter("error")).contains("interaction_required");
        assertThat(back.parameter("error_description")).contains("assurance_too_low");
    }

    @Test
    void firstReasonOfTheContractIsTold() {
        annaBrings("ags", "99999999");
        assertThat(reason("foerdermittel")).isEqualTo("municipality_unknown");
        federation.dresden().claim("acr", "nobody-knows");
        assertThat(reason("foerdermittel")).isEqualTo("municipality_unknown");
        federation.dresden().person("anna", FakeFederation.annasClaims());
        assertThat(reason("foerdermittel")).isEqualTo("assurance_unknown");
        federation.dresden().behaves();
        annaBrings("hasgroups", true);
        assertThat(reason("foerdermittel")).isEqualTo("groups_incomplete");
    }

    @Test
    void stateAndReleaseComeBeforeTheRole() {
        Stop eva = federation.eva().opens("meldeauskunft");
        assertThat(eva.attribute("data-reason")).contains("state_not_admitted");
        assertThat(eva.body()).contains("Servicedesk KID Magdeburg");
        federation.change(
                yaml -> yaml.replaceFirst("  - \\{provider: ebit-dresden, application: foerdermittel, [^\n]*\n", ""));

        assertThat(reason("foerdermittel")).isEqualTo("not_released");
    }

    @Test
    void missingAcrIsWorthNothing() {
        federation.dresden().withoutClaim("acr");

        assertThat(reason("bauantrag")).isEqualTo("assurance_unknown");
    }

    @Test
    void newRuleLetsInWhoWasRefusedBefore() {
        Stop refusal = anna.opens("foerdermittel");
        federation.change(yaml -> yaml.replace(
                        "application: foerdermittel, when: {group: /Bauaufsichtsamt/Leitung}",
                        "application: foerdermittel, when: {group: /Bauaufsichtsamt/Sachbearbeitung}")
                .replaceAll("assurance: substantial}", "assurance: low}"));

        assertThat(anna.goes(refusal.uri()).code()).as("loaded again").isPresent();
    }
}
