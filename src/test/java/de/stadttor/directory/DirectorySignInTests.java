package de.stadttor.directory;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.person.ToldClaims;
import de.stadttor.platform.Json;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory of a real Keycloak says of people, compared with what their real sign-in brings. */
class DirectorySignInTests {

    private static final Map<String, List<String>> STAFF = Map.of(
            "ebit-dresden",
            List.of("anna.richter", "bernd.vogel", "carla.engel", "dirk.admin", "daniela.admin", "otto.betrieb"),
            "kid-magdeburg",
            List.of("eva.schulze", "falk.brandt", "gisela.kunze", "heiko.admin", "hanna.admin", "paul.revision"),
            "lecos-leipzig",
            List.of("ines.lehmann", "jan.petzold", "katrin.wolf", "lars.admin", "lena.admin", "olga.betrieb"));

    private final HubUnderTest hub = HubUnderTest.shared();

    static Stream<List<String>> everybody() {
        return STAFF.entrySet().stream()
                .flatMap(provider -> provider.getValue().stream().map(user -> List.of(provider.getKey(), user)));
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void theDirectoryTellsWhatASignInTells(List<String> who) throws Exception {
        SignedIn.as(hub, who.getLast(), who.getFirst());

        assertThat(fromDirectory(who.getFirst(), who.getLast())).isEqualTo(fromSignIn(who.getFirst(), who.getLast()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ebit-dresden", "kid-magdeburg", "lecos-leipzig"})
    void theDirectoryKnowsExactlyTheStaff(String provider) throws Exception {
        List<String> known = snapshot(provider).people().stream()
                .map(DirectoryPerson::username)
                .filter(user -> !user.equals("doris.gesperrt"))
                .toList();

        assertThat(known).containsExactlyInAnyOrderElementsOf(STAFF.get(provider));
    }

    @Test
    void whoMayNotSignInAtTheProviderIsKnownAsDisabled() throws Exception {
        assertThat(person("ebit-dresden", "doris.gesperrt").enabled()).isFalse();
        assertThat(person("ebit-dresden", "anna.richter").enabled()).isTrue();
    }

    @Test
    void groupsBearTheNameThatRulesUse() throws Exception {
        assertThat(snapshot("lecos-leipzig").groups())
                .extracting(DirectoryGroup::claim)
                .contains("A63-SB", "LECOS-ADM");
        assertThat(snapshot("ebit-dresden").groups())
                .extracting(DirectoryGroup::claim)
                .containsSubsequence(
                        "/Bauaufsichtsamt", "/Bauaufsichtsamt/Leitung", "/Bauaufsichtsamt/Sachbearbeitung");
    }

    @Test
    void aGroupCountsItsOwnPeopleAndThoseBelowIt() throws Exception {
        DirectoryGroup it = group("ebit-dresden", "/IT");
        DirectoryGroup administration = group("ebit-dresden", "/IT/Administration");

        assertThat(List.of(it.members(), it.membersBelow())).containsExactly(0, 3);
        assertThat(List.of(administration.members(), administration.membersBelow()))
                .containsExactly(2, 2);
        assertThat(administration.parentId()).isEqualTo(it.id());
    }

    @Test
    void aRealmRoleCountsItsPeople() throws Exception {
        assertThat(snapshot("kid-magdeburg").roles()).contains(new DirectoryRole("sb-bau", "Sachbearbeitung Bau", 1));
    }

    private DirectorySnapshot snapshot(String provider) throws InterruptedException {
        DirectoryState state = hub.bean(Directories.class)
                .look(provider, Duration.ofSeconds(60))
                .orElseThrow();
        DirectorySnapshot snapshot = state.snapshot();
        if (snapshot == null) {
            throw new AssertionError(String.valueOf(state.problem()));
        }
        return snapshot;
    }

    private DirectoryPerson person(String provider, String user) throws InterruptedException {
        return snapshot(provider).people().stream()
                .filter(person -> person.username().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private DirectoryGroup group(String provider, String path) throws InterruptedException {
        return snapshot(provider).groups().stream()
                .filter(group -> group.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private ToldClaims fromDirectory(String provider, String user) throws InterruptedException {
        Provider configured = hub.bean(Providers.class).find(provider).orElseThrow();
        return snapshot(provider).told(person(provider, user), configured);
    }

    private ToldClaims fromSignIn(String provider, String user) throws InterruptedException {
        return Json.read(
                hub.bean(JdbcClient.class)
                        .sql("select claims from account where provider = :provider and upstream_subject = :subject")
                        .param("provider", provider)
                        .param("subject", person(provider, user).id())
                        .query(String.class)
                        .single(),
                ToldClaims.class);
    }
}
