package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way into the desk and out of it. */
class DeskDoorTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String RELEASE = "/desk/providers/ebit-dresden/releases/meldeauskunft";

    private final DeskPeople people = new DeskPeople(HUB);

    private static URI at(String path) {
        return URI.create(HUB.issuer() + path);
    }

    @Test
    void aSignInLeadsBackToThePageThatWasAskedFor() {
        Employee dirk = people.newcomer("dirk.admin");

        Stop choice = dirk.goes(at("/desk/why?number=0000-0000&lang=en"));
        assertThat(choice.uri().getPath()).isEqualTo("/login");
        Stop page = dirk.chooses(choice);

        assertThat(page.uri()).isEqualTo(at("/desk/why?number=0000-0000&lang=en"));
        assertThat(page.body()).contains("Dirk", "eBit Dresden");
    }

    @Test
    void aHintLeadsStraightToTheProviderAndIsLeftBehind() {
        Employee dirk = people.newcomer("dirk.admin");

        Stop page = dirk.typesPassword(dirk.goes(at("/desk/applications?login_hint=dirk.admin@dresden.example")));

        assertThat(page.uri()).isEqualTo(at("/desk/applications"));
        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    void whoHasNoRoleGetsThePageOfARefusalAndMayTryAnotherAccount() {
        Employee anna = people.newcomer("anna.richter");

        Stop refused = anna.typesPassword(anna.goes(at("/desk/applications?idp_hint=ebit-dresden")));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.attribute("data-reason")).contains("no_role");
        Employee dirk = anna.successor("dirk.admin", "ebit-dresden");
        Stop page = dirk.chooses(anna.wantsAnotherAccount(refused));

        assertThat(page.uri()).isEqualTo(at("/desk/applications"));
        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    void whoGivesUpIsToldAndCanTryAgain() {
        Employee dirk = people.newcomer("dirk.admin");

        Stop given = dirk.follows(dirk.goes(at("/desk/why")), "data-action", "back");

        assertThat(given.status()).isEqualTo(403);
        assertThat(given.attribute("data-failure")).contains("sign_in_declined");
        assertThat(given.link("retry")).isEqualTo(at("/desk/why"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "L2V2aWw",
                "//evil.example",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "%00"
            })
    void aStateThatIsNotOursLeadsToTheFirstPage(String state) {
        Stop stop =
                people.newcomer("dirk.admin").browser().go(at("/desk/entered?state=" + state), HUB.issuer() + "/desk");

        assertThat(stop.uri()).isEqualTo(at("/desk"));
    }

    @Test
    void onlyStadttorMayBeAnsweredAtTheDesk() {
        Stop stop = people.newcomer("dirk.admin")
                .goes(at("/oauth2/authorize?response_type=code&client_id=bauantrag&scope=openid&redirect_uri="
                        + HUB.issuer() + "/desk/entered"));

        assertThat(stop.status()).isEqualTo(400);
    }

    @Test
    void aChangedRuleCountsAtTheNextClick() {
        Employee dirk = people.person("dirk.admin");
        assertThat(dirk.goes(at("/desk")).status()).isEqualTo(200);
        try {
            HUB.change(document -> document.replace(
                    "when: {group: /IT/Administration}, grant: [provider-admin]",
                    "when: {group: /IT/Administration}, grant: [auditor]"));
            assertThat(dirk.goes(at(RELEASE)).body()).doesNotContain("data-action=\"look\"");

            HUB.change(document -> document.replace("when: {group: /IT/Administration}", "when: {group: /IT/Gone}"));
            assertThat(dirk.goes(at("/desk")).attribute("data-reason")).contains("no_role");
        } finally {
            HUB.putBack();
        }
        assertThat(dirk.goes(at(RELEASE)).body()).contains("data-action=\"look\"");
    }

    @Test
    void aFormFromElsewhereChangesNothing() {
        String foreign = people.proof("otto.betrieb");
        for (String proof : List.of("", "0", foreign)) {
            Stop stop = people.posts("dirk.admin", RELEASE, Map.of("step", "withdrawn", "proof", proof));
            assertThat(stop.status()).isEqualTo(403);
            assertThat(stop.attribute("data-failure")).contains("form_expired");
        }
        Stop signOut = people.posts("dirk.admin", "/desk/sign-out", Map.of("proof", foreign));
        assertThat(signOut.status()).isEqualTo(403);
        assertThat(people.opens("dirk.admin", RELEASE).body()).doesNotContain("data-none");
    }

    @Test
    void aFormOfSomebodyWhoseSessionIsOverLeadsToTheSignInAndBackToItsPage() {
        Employee dirk = people.newcomer("dirk.admin");

        Stop choice = dirk.browser().post(at(RELEASE), Map.of("step", "withdrawn"), "nowhere:");
        Stop page = dirk.chooses(choice);

        assertThat(page.uri()).isEqualTo(at(RELEASE));
        assertThat(page.body()).doesNotContain("data-none");
    }

    @Test
    void pagesAreKeptByNobodyAndRunNothingForeign() {
        var headers = people.opens("dirk.admin", "/desk").response().headers();

        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval");
    }

    @Test
    void signingOutEndsTheProvidersSessionToo() {
        Employee dirk = people.person("dirk.admin");

        Stop done = dirk.submits(dirk.goes(at("/desk")), "/desk/sign-out", Map.of());

        assertThat(done.attribute("data-signed-out")).contains("true");
        assertThat(dirk.hasSession()).isFalse();
        assertThat(dirk.goes(at("/desk?idp_hint=ebit-dresden")).asksForPassword())
                .isTrue();
    }
}
