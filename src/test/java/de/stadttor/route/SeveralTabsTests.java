package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tabs, the back button, bookmarks and pages left open over lunch: each leads on, or says what to do. */
class SeveralTabsTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final HubUnderTest hub = federation.hub();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private Stop tab(int number) {
        return anna.asks("bauantrag", Map.of("state", "tab-" + number));
    }

    /** The provider's answer, on its way to the hub. */
    private URI answerOfProvider(Stop page) {
        return anna.browser()
                .go(page.link("data-provider", "ebit-dresden"), hub.issuer() + "/login/callback/")
                .uri();
    }

    private static void saysWhatToDo(Stop page, String failure) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.attribute("data-failure")).contains(failure);
        assertThat(page.attribute("data-reference")).isPresent();
        assertThat(page.body()).contains("Gehen Sie zurück zur Anwendung");
    }

    @Test
    void fourTabsFinishEachByItselfInWhateverOrder() {
        List<URI> answers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            answers.add(answerOfProvider(tab(i)));
        }

        for (int i : List.of(3, 1, 4, 2)) {
            Stop back = anna.goes(answers.get(i - 1));
            assertThat(back.parameter("state")).as(back.body()).contains("tab-" + i);
            assertThat(anna.idToken("bauantrag", back)).containsEntry("provider", "ebit-dresden");
        }
    }

    @Test
    void fourTabsOfAnApplicationWithLongParametersFinishToo() {
        List<URI> answers = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> anna.asks("bauantrag", Map.of("state", "s".repeat(150) + i, "nonce", "n".repeat(150))))
                .map(this::answerOfProvider)
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(anna.goes(answer).code()).isPresent());
    }

    @Test
    void tabsThatWakeAtOnceLeaveThePersonSignedIn() {
        anna.opens("bauantrag");
        List<URI> answers = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> anna.browser()
                        .go(
                                anna.application("bauantrag")
                                        .authorize(Map.of("idp_hint", "ebit-dresden", "prompt", "login")),
                                hub.issuer() + "/login/callback/")
                        .uri())
                .toList();

        List<Stop> backs = answers.parallelStream().map(anna::goes).toList();

        assertThat(backs).allSatisfy(back -> assertThat(back.code()).isPresent());
        assertThat(anna.hasSession()).isTrue();
    }

    @Test
    void oldestOfFiveGivesWayToAPageThatSaysWhatToDo() {
        Stop oldest = tab(1);
        List<Stop> others = IntStream.rangeClosed(2, 5).mapToObj(this::tab).toList();

        saysWhatToDo(anna.chooses(oldest), "flow_expired");

        assertThat(anna.chooses(others.getFirst()).parameter("state")).contains("tab-2");
        saysWhatToDo(anna.chooses(oldest), "already_signed_in");
    }

    @Test
    void answerVisitedAgainByTheBackButtonSaysThatThePersonIsIn() {
        URI answer = answerOfProvider(tab(1));
        anna.goes(answer);

        saysWhatToDo(anna.goes(answer), "already_signed_in");

        assertThat(anna.opensSilently("bauantrag").code()).isPresent();
    }

    @Test
    void refusalThatIsLoadedAgainIsTheSameRefusal() {
        URI answer = answerOfProvider(anna.asks("foerdermittel", Map.of()));
        Stop refusal = anna.goes(answer);
        assertThat(refusal.attribute("data-reason")).contains("no_role");

        Stop again = anna.goes(answer);

        assertThat(again.status()).isEqualTo(403);
        assertThat(again.attribute("data-reason")).contains("no_role");
        assertThat(again.attribute("data-reference")).isEqualTo(refusal.attribute("data-reference"));
        assertThat(federation.dresden().callsOf("token"))
                .as("the code is spent")
                .isPositive();
    }

    @Test
    void bookmarkedSignInPageLeadsBackToTheApplication() {
        for (String bookmark : List.of("/login", "/login?flow=0123456789abcdef", "/login/to/ebit-dresden")) {
            saysWhatToDo(anna.goes(URI.create(hub.issuer() + bookmark)), "flow_expired");
        }
        anna.opens("bauantrag");
        saysWhatToDo(anna.goes(URI.create(hub.issuer() + "/login")), "already_signed_in");
    }

    @Test
    void bookmarkedPageOfTheProviderEndsAtAPageThatSaysWhatToDo() {
        URI bookmark = anna.browser()
                .go(
                        tab(1).link("data-provider", "ebit-dresden"),
                        federation.dresden().issuer())
                .uri();
        assertThat(anna.goes(bookmark).code()).isPresent();

        saysWhatToDo(anna.goes(bookmark), "already_signed_in");
        saysWhatToDo(federation.anna().goes(bookmark), "flow_expired");
    }

    @Test
    void pageLeftOpenOverLunchCanBeBegunAgain() {
        Stop page = tab(1);
        hub.clock().advance(Duration.ofMinutes(31));

        Stop late = anna.chooses(page);

        saysWhatToDo(late, "flow_expired");
        assertThat(late.link("data-action", "back").getQuery()).contains("error=access_denied", "state=tab-1");
        Stop again = anna.follows(late, "data-action", "retry");
        assertThat(anna.chooses(again).parameter("state")).contains("tab-1");
    }

    @Test
    void pageOfTheProviderLeftOpenOverLunchCanBeBegunAgain() {
        URI answer = answerOfProvider(tab(1));
        hub.clock().advance(Duration.ofMinutes(31));

        Stop late = anna.goes(answer);

        saysWhatToDo(late, "flow_expired");
        assertThat(anna.chooses(anna.follows(late, "data-action", "retry")).parameter("state"))
                .contains("tab-1");
    }

    @Test
    void whoSignedInElsewhereMeanwhileGoesStraightIn() {
        Stop page = tab(1);
        hub.clock().advance(Duration.ofMinutes(31));
        anna.opens("bauantrag");

        assertThat(anna.chooses(page).parameter("state")).contains("tab-1");
    }

    @Test
    void formsCannotBeOpenedLikePages() {
        for (String form : List.of("/login/other", "/login/consent")) {
            Stop page = anna.goes(URI.create(hub.issuer() + form));
            assertThat(page.status()).isEqualTo(405);
            assertThat(page.attribute("data-failure")).contains("method_not_allowed");
        }
    }
}
