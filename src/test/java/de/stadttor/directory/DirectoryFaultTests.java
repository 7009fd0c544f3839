package de.stadttor.directory;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static de.stadttor.testing.TestDirectory.group;
import static de.stadttor.testing.TestDirectory.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import de.stadttor.directory.DirectoryProblem.Kind;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestDirectory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A directory that misbehaves: the last good read stays, and what is wrong is said. */
class DirectoryFaultTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final String CITY = "stadtwerke";
    private static final TestDirectory DIRECTORY = TestDirectory.started();

    private final Directories directories = HUB.bean(Directories.class);

    @BeforeAll
    static void addTheProvider() {
        HUB.change(
                document -> document.replace("\napplications:\n", "\n" + DIRECTORY.provider(CITY) + "applications:\n"));
    }

    @AfterAll
    static void removeTheProvider() {
        HUB.clock().reset();
        HUB.putBack();
        DIRECTORY.close();
    }

    @BeforeEach
    void readWell() throws InterruptedException {
        DIRECTORY.behaves();
        HUB.clock().advance(Duration.ofMinutes(1));
        settled(); // it may have been due
        HUB.clock().advance(Duration.ofMinutes(1));
        DirectoryState good = readAgain();
        assertThat(good.problem()).isNull();
        assertThat(good.word()).isEqualTo(DirectoryState.Word.CURRENT);
        HUB.clock().advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void endTheRead() {
        DIRECTORY.behaves();
        settled();
    }

    private DirectoryState settled() {
        return await().atMost(Duration.ofSeconds(90))
                .until(() -> directories.look(CITY).orElseThrow(), state -> state.reading() == null);
    }

    private DirectoryState readAgain() {
        directories.reload(CITY);
        return settled();
    }

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{}");
    }

    private static ResponseDefinitionBuilder html() {
        return aResponse().withHeader("Content-Type", "text/html").withBody("<h1>Wartung</h1>");
    }

    record Misbehaviour(Kind kind, String sentence, Runnable begin) {}

    private static Arguments when(String name, Kind kind, String sentence, Runnable begin) {
        return Arguments.argumentSet(name, new Misbehaviour(kind, sentence, begin));
    }

    static Stream<Arguments> misbehaviours() {
        return Stream.of(
                when(
                        "an error of the server",
                        Kind.UNREACHABLE,
                        "status 503",
                        () -> DIRECTORY.answersEverywhere(status(503))),
                when(
                        "a connection that breaks",
                        Kind.UNREACHABLE,
                        "cannot be reached",
                        () -> DIRECTORY.answersEverywhere(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))),
                when(
                        "an expired secret",
                        Kind.CLIENT_REFUSED,
                        "refuses the client stadttor-directory of realm city: its secret is wrong or has expired",
                        () -> DIRECTORY.answers(TestDirectory.TOKEN, status(401))),
                when(
                        "a part that may not be read",
                        Kind.NOT_ALLOWED,
                        "may not read the members of a realm role; stadttor provider apply gives it what it needs",
                        () -> DIRECTORY.answers(TestDirectory.ROLE_MEMBERS, status(403))),
                when(
                        "people that may not be read",
                        Kind.NOT_ALLOWED,
                        "may not read the people",
                        () -> DIRECTORY.answers(TestDirectory.PEOPLE, status(403))),
                when(
                        "a page of maintenance",
                        Kind.NONSENSE,
                        "as no Keycloak does",
                        () -> DIRECTORY.answersEverywhere(html())),
                when(
                        "a page of maintenance in the middle",
                        Kind.NONSENSE,
                        "answers the members of a group as no Keycloak does",
                        () -> DIRECTORY.answers(TestDirectory.MEMBERS, html())),
                when(
                        "JSON of another kind",
                        Kind.NONSENSE,
                        "as no Keycloak does",
                        () -> DIRECTORY.answers(TestDirectory.PEOPLE, Map.of("people", 3))),
                when(
                        "half a list",
                        Kind.INCOMPLETE,
                        "Of the people only 1 of 3 can be read.",
                        () -> DIRECTORY.answers(TestDirectory.PEOPLE, List.of(person("1", "Änne", "Müller")))),
                when(
                        "the same person again and again",
                        Kind.INCOMPLETE,
                        "Of the people only 1 of 3 can be read.",
                        () -> DIRECTORY.answers(
                                TestDirectory.PEOPLE, Collections.nCopies(3, person("1", "Änne", "Müller")))),
                when(
                        "a name of ten megabytes",
                        Kind.NONSENSE,
                        "at too great a length",
                        () -> DIRECTORY.answers(TestDirectory.GROUPS, List.of(group("a", "x".repeat(10 << 20), 0)))),
                when(
                        "a group below itself",
                        Kind.NONSENSE,
                        "below itself",
                        () -> DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("a", "Amt", 1)))),
                when(
                        "a list without an end",
                        Kind.NONSENSE,
                        "no end",
                        () -> DIRECTORY.answers(
                                TestDirectory.MEMBERS,
                                IntStream.range(0, DirectoryRead.PAGE)
                                        .mapToObj(i -> person("p" + i, "A", "B"))
                                        .toList())),
                when(
                        "more people than anybody has",
                        Kind.TOO_LARGE,
                        "2000000000 people",
                        () -> DIRECTORY.answers(TestDirectory.PEOPLE_COUNT, 2_000_000_000)),
                when(
                        "people without an id",
                        Kind.NONSENSE,
                        "without a person's id",
                        () -> DIRECTORY.answers(TestDirectory.PEOPLE, Collections.nCopies(3, Map.of("username", "x")))),
                when(
                        "a group that is gone",
                        Kind.CHANGED_MEANWHILE,
                        "does not know the members of a group",
                        () -> DIRECTORY.answers(TestDirectory.MEMBERS, status(404))),
                when(
                        "a redirect to somewhere else",
                        Kind.NONSENSE,
                        "status 302",
                        () -> DIRECTORY.answers(
                                TestDirectory.PEOPLE,
                                aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/"))));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void theLastGoodReadStaysAndTheFaultIsNamed(Misbehaviour misbehaviour) {
        DirectorySnapshot before = directories.look(CITY).orElseThrow().snapshot();
        misbehaviour.begin().run();

        DirectoryState state = readAgain();

        assertThat(state.word()).isEqualTo(DirectoryState.Word.AWAY);
        assertThat(state.snapshot()).isSameAs(before).isNotNull();
        DirectoryProblem problem = Objects.requireNonNull(state.problem());
        assertThat(problem.kind()).isEqualTo(misbehaviour.kind());
        assertThat(problem.sentence()).contains(misbehaviour.sentence()).doesNotContain("old", "Müller", "Exception");
    }

    @Test
    void itIsReadAgainOnceItIsBack() {
        DIRECTORY.answersEverywhere(status(503));
        assertThat(readAgain().word()).isEqualTo(DirectoryState.Word.AWAY);
        DIRECTORY.behaves();
        HUB.clock().advance(Duration.ofMinutes(6));

        assertThat(settled().word()).isEqualTo(DirectoryState.Word.CURRENT);
    }

    @Test
    void itIsReadAgainHalfAMinuteAfterAFailureAlthoughTheLastGoodReadIsFresh() {
        DIRECTORY.answersEverywhere(status(503));
        assertThat(readAgain().word()).isEqualTo(DirectoryState.Word.AWAY);
        DIRECTORY.behaves();
        HUB.clock().advance(Duration.ofSeconds(31));

        assertThat(settled().word()).isEqualTo(DirectoryState.Word.CURRENT);
    }

    @Test
    void itIsReadAgainAsSoonAsAProviderWasChanged() {
        DIRECTORY.answersEverywhere(status(401));
        assertThat(readAgain().word()).isEqualTo(DirectoryState.Word.AWAY);
        DIRECTORY.behaves();
        HUB.clock().reset(); // what is changed is written down at its time, and other tests look for the latest
        HUB.change(document -> document.replace(
                "\napplications:\n",
                "\n" + DIRECTORY.provider(CITY).replace("client-secret: ", "client-secret: new-") + "applications:\n"));

        assertThat(settled().word()).isEqualTo(DirectoryState.Word.CURRENT);
    }

    @Test
    void aDirectoryThatIsAwayIsNotAskedAtEachLook() {
        DIRECTORY.answersEverywhere(status(503));
        HUB.clock().advance(Duration.ofMinutes(10));
        settled();
        int calls = DIRECTORY.calls();

        IntStream.range(0, 100).forEach(i -> directories.look(CITY));
        settled();

        assertThat(DIRECTORY.calls()).isEqualTo(calls);
    }

    @Test
    void everybodyWaitsForTheSameRead() {
        HUB.clock().advance(Duration.ofMinutes(10));
        int before = DIRECTORY.calls(TestDirectory.PEOPLE_COUNT);

        CompletableFuture.allOf(IntStream.range(0, 20)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> directories.look(CITY)))
                        .toArray(CompletableFuture[]::new))
                .join();
        settled();

        assertThat(DIRECTORY.calls(TestDirectory.PEOPLE_COUNT) - before).isEqualTo(2);
    }

    @Test
    void anOldReadIsHandedOutWhileItIsReadAnewAndProgressShows() {
        DIRECTORY.answers(
                TestDirectory.MEMBERS,
                aResponse()
                        .withFixedDelay(1_500)
                        .withHeader("Content-Type", "application/json")
                        .withBody("[]"));
        HUB.clock().advance(Duration.ofMinutes(10));

        DirectoryState old = directories.look(CITY).orElseThrow();
        assertThat(old.word()).isEqualTo(DirectoryState.Word.STALE);
        assertThat(old.snapshot()).isNotNull();
        await().until(() -> Objects.equals(
                directories.look(CITY).orElseThrow().reading(),
                new ReadProgress(ReadProgress.Part.GROUP_MEMBERS, 0, 2)));
        assertThat(settled().word()).isEqualTo(DirectoryState.Word.CURRENT);
    }

    @Test
    void whoReloadsAgainAndAgainIsToldToWait() {
        assertThat(readAgain().problem()).isNull();

        assertThatThrownBy(() -> directories.reload(CITY))
                .isInstanceOfSatisfying(
                        ReloadTooSoon.class,
                        e -> assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }

    @Test
    void controlCharactersAreShownHarmlesslyAndGiveNoRole() {
        String name = "Amt\r\n\u202eevil\u0000";
        DIRECTORY.answers(TestDirectory.GROUPS, List.of(group("a", name, 0)));
        DIRECTORY.answers(TestDirectory.GROUP_COUNT, Map.of("count", 1));

        DirectorySnapshot snapshot = Objects.requireNonNull(readAgain().snapshot());

        assertThat(snapshot.group("a").orElseThrow().name()).isEqualTo("Amt\ufffd\ufffd\ufffdevil\ufffd");
        var told = snapshot.told(
                snapshot.person("1").orElseThrow(),
                HUB.bean(de.stadttor.federation.Providers.class).find(CITY).orElseThrow());
        assertThat(told.groups()).isEmpty();
        assertThat(told.groupsComplete()).isFalse();
    }

    @Test
    void aGroupThatIsRenamedKeepsItsId() {
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));

        DirectorySnapshot snapshot = Objects.requireNonNull(readAgain().snapshot());

        assertThat(snapshot.group("b").orElseThrow().claim()).isEqualTo("/Amt/Amtsleitung");
    }

    @Test
    void nothingIsEverSentButReadsAndTheClientsSignIn() {
        readAgain();

        assertThat(DIRECTORY.calls(".*")).isPositive();
        assertThat(DIRECTORY.methodsOtherThanGet()).containsOnly("POST /realms/city/protocol/openid-connect/token");
    }
}
