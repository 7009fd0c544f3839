package de.stadttor.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.Employee;
import de.stadttor.testing.FakeFederation;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that is away or talks nonsense: its own staff learn so and can try again, the others notice nothing. */
class ProviderOutageTests {

    private final FakeFederation federation = FakeFederation.shared();
    private final FakeProvider dresden = federation.dresden();
    private final Employee anna = federation.anna();

    @AfterEach
    void reset() {
        federation.reset();
    }

    private void saysWhatToDo(Stop page, int status, String failure) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.attribute("data-failure")).contains(failure);
        assertThat(page.body()).contains("eBit Dresden", "servicedesk@dresden.example");
        assertThat(page.attribute("data-reference")).isPresent();
        assertThat(page.link("data-action", "back").getQuery()).contains("error=", "state=state-1", "iss=");
        assertThat(page.response().headers().firstValue("Retry-After").isPresent())
                .isEqualTo(status == 503);
    }

    private void worksAgain(Stop page) {
        dresden.behaves();
        URI retry = page.link("data-action", "retry");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(anna.goes(retry).code()).isPresent());
    }

    private static Arguments when(String what, Consumer<FakeProvider> trouble, int status, String failure) {
        return Arguments.argumentSet(what, trouble, status, failure);
    }

    static Stream<Arguments> troublesBeforeThePersonGetsThere() {
        return Stream.of(
                when("down", FakeProvider::isDown, 503, "provider_away"),
                when("status 500", provider -> provider.answersStatus(500), 503, "provider_away"),
                when("overrun", provider -> provider.answersStatus(429), 503, "provider_away"),
                when("HTML", FakeProvider::answersHtml, 502, "provider_nonsense"),
                when(
                        "redirect",
                        provider -> provider.redirectsTo(URI.create("http://127.0.0.1:1/")),
                        502,
                        "provider_nonsense"),
                when(
                        "another issuer",
                        provider -> provider.publishes("issuer", "https://evil.example"),
                        502,
                        "provider_nonsense"));
    }

    @ParameterizedTest
    @MethodSource("troublesBeforeThePersonGetsThere")
    void staffOfAProviderInTroubleLearnSoAndTheOthersSignIn(
            Consumer<FakeProvider> trouble, int status, String failure) {
        federation.forgetDocumentsOf("ebit-dresden");
        trouble.accept(dresden);

        Stop page = anna.opens("bauantrag");

        saysWhatToDo(page, status, failure);
        assertThat(federation.eva().opens("bauantrag").code()).isPresent();
        worksAgain(page);
    }

    static Stream<Arguments> troublesOnTheWayBack() {
        return Stream.of(
                when("token endpoint away", FakeProvider::tokenEndpointAway, 503, "provider_away"),
                when(
                        "error temporarily_unavailable",
                        provider -> provider.answersWithError("temporarily_unavailable"),
                        503,
                        "provider_away"),
                when("error server_error", provider -> provider.answersWithError("server_error"), 503, "provider_away"),
                when(
                        "error access_denied",
                        provider -> provider.answersWithError("access_denied"),
                        403,
                        "sign_in_declined"),
                when(
                        "error nobody knows",
                        provider -> provider.answersWithError("<script>\r\n"),
                        502,
                        "provider_nonsense"),
                when(
                        "answer of another issuer",
                        provider -> provider.answersAs("http://evil.example"),
                        502,
                        "provider_nonsense"),
                when("answer without iss", FakeProvider::withholdsIss, 502, "provider_nonsense"),
                when("wrong nonce", FakeProvider::answersWithWrongNonce, 502, "provider_nonsense"),
                when("foreign key", FakeProvider::answersWithForeignKey, 502, "provider_nonsense"),
                when("userinfo of another", FakeProvider::userinfoIsAboutAnother, 502, "provider_nonsense"),
                when("huge claims", FakeProvider::hugeClaims, 502, "provider_nonsense"));
    }

    @ParameterizedTest
    @MethodSource("troublesOnTheWayBack")
    void answerThatCannotBeUsedMakesNoSession(Consumer<FakeProvider> trouble, int status, String failure) {
        Map<String, Object> claims = FakeFederation.annasClaims();
        claims.remove("department");
        dresden.person("anna", claims);
        trouble.accept(dresden);

        Stop page = anna.opens("bauantrag");

        saysWhatToDo(page, status, failure);
        assertThat(anna.browser().cookie("stadttor_session")).isEmpty();
        worksAgain(page);
    }

    @Test
    void providerThatHangsIsWaitedForSecondsAndHoldsNobodyElseUp() {
        federation.forgetDocumentsOf("ebit-dresden");
        dresden.isSlow(Duration.ofMinutes(1));
        CompletableFuture<Stop> waiting = CompletableFuture.supplyAsync(() -> anna.opens("bauantrag"));

        assertThat(federation.eva().opens("bauantrag").code()).isPresent();
        assertThat(waiting).as("the others did not have to wait").isNotDone();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(8)).satisfies(page -> {
            saysWhatToDo(page, 503, "provider_away");
            worksAgain(page);
        });
    }

    @Test
    void keysOnceSeenCarryTheSignInThroughTheirAbsence() {
        anna.opens("bauantrag");
        dresden.jwksAway();
        assertThat(federation.anna().opens("bauantrag").code()).isPresent();

        federation.forgetDocumentsOf("ebit-dresden");

        Stop page = anna.opens("bauantrag", Map.of("prompt", "login"));
        saysWhatToDo(page, 503, "provider_away");
        worksAgain(page);
    }

    @Test
    void outageEndsNoSession() {
        anna.opens("bauantrag");
        dresden.isDown();

        assertThat(anna.opens("bauantrag").code()).isPresent();
    }

    @Test
    void whoGoesThereByThemselvesStillDoesAfterTheOutage() {
        anna.goes(URI.create(anna.asks("bauantrag", Map.of()).link("data-provider", "ebit-dresden") + "&auto=1"));
        anna.browser().forgetCookie("stadttor_session");
        dresden.tokenEndpointAway();
        worksAgain(anna.asks("bauantrag", Map.of()));
        anna.browser().forgetCookie("stadttor_session");

        assertThat(anna.asks("bauantrag", Map.of()).code()).isPresent();
    }

    @Test
    void whoCannotWaitChoosesAnotherAccount() {
        dresden.tokenEndpointAway();

        Stop choice = anna.wantsAnotherAccount(anna.opens("bauantrag"));

        assertThat(choice.uri().getPath()).isEqualTo("/login");
        assertThat(anna.successor("eva.schulze", "kid-magdeburg")
                        .chooses(choice)
                        .code())
                .isPresent();
    }
}
