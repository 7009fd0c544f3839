package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.ConsoleLog;
import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a provider, or a person who may edit their own profile there, writes into claims harms nobody. */
@ExtendWith({OutputCaptureExtension.class, ConsoleLog.class})
class HostileClaimsTests {

    private static final String EVIL = "\u202eAnna\u0000\r\nForged-Line: yes<script>alert(1)</script>\"'&";

    private final FakeFederation federation = FakeFederation.shared();
    private final FakeProvider dresden = federation.dresden();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void annaBrings(Map<String, Object> further) {
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.putAll(further);
        dresden.person("anna", claims);
    }

    private static void isHarmless(String text) {
        assertThat(text).doesNotContain("\u202e", "\u0000", "\r", "\n", "\\u0000", "\\u202e", "\\r", "\\n");
    }

    @Test
    void namesAreHarmlessInTokensPagesAndLogs(CapturedOutput output) {
        annaBrings(Map.of("name", EVIL, "given_name", EVIL, "preferred_username", EVIL, "department", EVIL));

        Stop consent = anna.opens("bauantrag", Map.of("prompt", "consent"));
        assertThat(consent.status()).isEqualTo(200);
        assertThat(consent.body())
                .doesNotContain("<script>alert", "\u202e", "\u0000")
                .contains("&lt;script&gt;alert");
        Answer tokens =
                anna.redeems("bauantrag", anna.submits(consent, "/login/consent", Map.of("decision", "approve")));
        isHarmless(String.valueOf(tokens.claims("id_token").get("org_unit")));
        isHarmless(anna.application("bauantrag")
                .userinfo(tokens.text("access_token"))
                .body());
        anna.opens("foerdermittel");

        assertThat(output.getAll()).doesNotContain("Forged-Line", "Anna", "anna.richter", "\u202e");
    }

    @Test
    void whatIsStoredAsItIsCountsOnlyIfItIsFit() {
        annaBrings(Map.of(
                "sid", "s\u0000",
                "amr", List.of("pwd", "x\r\ny", "z\u0000", "a".repeat(1000)),
                "email", "anna\u0000@dresden.example",
                "birthdate", "\u0000"));

        Answer tokens = anna.tokens("bauantrag");

        assertThat(tokens.claims("id_token")).containsEntry("amr", List.of("pwd"));
        assertThat(anna.application("bauantrag")
                        .userinfo(tokens.text("access_token"))
                        .json())
                .doesNotContainKey("email");
    }

    @Test
    void acrWithAZeroByteIsUnknown() {
        annaBrings(Map.of("acr", "low\u0000"));

        assertThat(anna.opens("bauantrag").attribute("data-reason")).contains("assurance_unknown");
    }

    @Test
    void groupNameThatCannotBeReadLeavesTheOthers() {
        annaBrings(Map.of("groups", List.of("/Bauaufsichtsamt/Sachbearbeitung", "/x\u0000\r\n", "", 7)));

        Stop stop = anna.opens("bauantrag");

        assertThat(stop.status()).isNotEqualTo(500);
        assertThat(stop.attribute("data-reason"))
                .as("one role could depend on it")
                .contains("groups_incomplete");
    }

    @Test
    void tenThousandGroupsAreReadAndStayInTheHub() {
        annaBrings(Map.of());
        dresden.tellsOnlyInUserinfo(Map.of());
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.remove("groups");
        dresden.person("anna", claims);
        dresden.tellsOnlyInUserinfo(Map.of(
                "groups",
                IntStream.range(0, 10_000)
                        .mapToObj(n -> n == 5_000 ? "/Bauaufsichtsamt/Sachbearbeitung" : "/g" + n)
                        .toList()));

        Answer tokens = anna.tokens("bauantrag");

        assertThat(tokens.claims("id_token")).containsEntry("roles", List.of("bearbeiten", "lesen"));
        assertThat(tokens.body().length()).isLessThan(5_000);
    }

    @Test
    void claimsOfTheWrongTypeAreNotThere() {
        annaBrings(Map.of("name", List.of("x"), "email", 7, "department", Map.of("a", "b"), "email_verified", "yes"));

        Answer tokens = anna.tokens("bauantrag");

        assertThat(anna.application("bauantrag")
                        .userinfo(tokens.text("access_token"))
                        .json())
                .doesNotContainKeys("name", "email", "org_unit")
                .containsEntry("given_name", "Anna");
    }
}
