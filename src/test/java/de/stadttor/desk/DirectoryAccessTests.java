package de.stadttor.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryGroup;
import de.stadttor.directory.DirectoryPerson;
import de.stadttor.directory.DirectorySnapshot;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.testing.Employee;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who sees which directory at the desk, and who may have it read anew: the same at the API. */
class DirectoryAccessTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final DeskPeople PEOPLE = new DeskPeople(HUB);
    private static final List<String> COLUMNS =
            List.of("otto.betrieb", "dirk.admin", "heiko.admin", "paul.revision", "bernd.vogel", "anna.richter");

    /** Whoever asks now is not too quick. */
    private static void rested(String provider) {
        Directories directories = HUB.bean(Directories.class);
        Awaitility.await()
                .until(() -> directories
                        .known(provider)
                        .map(state -> state.reading() == null)
                        .orElse(true));
        Providers providers = HUB.bean(Providers.class);
        providers.find(provider).ifPresent(known -> providers.save(known, null, null, Actor.SYSTEM));
    }

    private static DirectorySnapshot snapshot(String provider) throws InterruptedException {
        return Objects.requireNonNull(HUB.bean(Directories.class)
                .look(provider, Duration.ofMinutes(1))
                .orElseThrow()
                .snapshot());
    }

    /** Ids of Dresden's and Magdeburg's, in the words of the table. */
    private static String withIds(String path) throws InterruptedException {
        DirectorySnapshot dresden = snapshot("ebit-dresden");
        DirectorySnapshot magdeburg = snapshot("kid-magdeburg");
        return path.replace("DD-GROUP", group(dresden, "/IT"))
                .replace("MD-GROUP", group(magdeburg, "/FB 63"))
                .replace("DD-PERSON", person(dresden, "anna.richter"))
                .replace("MD-PERSON", person(magdeburg, "eva.schulze"));
    }

    private static String group(DirectorySnapshot snapshot, String path) {
        return snapshot.groups().stream()
                .filter(group -> group.path().equals(path))
                .map(DirectoryGroup::id)
                .findFirst()
                .orElseThrow();
    }

    private static String person(DirectorySnapshot snapshot, String user) {
        return snapshot.people().stream()
                .filter(person -> person.username().equals(user))
                .map(DirectoryPerson::id)
                .findFirst()
                .orElseThrow();
    }

    @AccessTable(path = "/desk/providers/{0}")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # page                                             | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden/directory                             | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory                            | 200  | 403  | 200   | 200  | 403   | 403
            lecos-leipzig/directory                            | 200  | 403  | 403   | 403  | 403   | 403
            nowhere/directory                                  | 404  | 404  | 404   | 404  | 404   | 403
            ebit-dresden/directory/people                      | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/people?text=eva            | 200  | 403  | 200   | 200  | 403   | 403
            ebit-dresden/directory/roles                       | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/role?name=al-bau           | 200  | 403  | 200   | 200  | 403   | 403
            ebit-dresden/directory/role?name=al-bau            | 404  | 404  | 403   | 403  | 403   | 403
            ebit-dresden/directory/groups/DD-GROUP             | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/groups/MD-GROUP            | 200  | 403  | 200   | 200  | 403   | 403
            ebit-dresden/directory/groups/MD-GROUP             | 404  | 404  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/groups/DD-GROUP            | 404  | 403  | 404   | 404  | 403   | 403
            ebit-dresden/directory/people/DD-PERSON            | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/people/MD-PERSON           | 200  | 403  | 200   | 200  | 403   | 403
            ebit-dresden/directory/people/MD-PERSON            | 404  | 404  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/people/DD-PERSON           | 404  | 403  | 404   | 404  | 403   | 403
            ebit-dresden/directory?page=-1&seen=x&soon=1e9     | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg/directory/roles                      | 200  | 403  | 200   | 200  | 403   | 403
            nowhere/directory/people                           | 404  | 404  | 404   | 404  | 404   | 403
            nowhere/directory/roles                            | 404  | 404  | 404   | 404  | 404   | 403
            nowhere/directory/role?name=al-bau                 | 404  | 404  | 404   | 404  | 404   | 403
            nowhere/directory/groups/DD-GROUP                  | 404  | 404  | 404   | 404  | 404   | 403
            nowhere/directory/people/DD-PERSON                 | 404  | 404  | 404   | 404  | 404   | 403
            ebit-dresden/directory/people?page=99999999999     | 200  | 200  | 403   | 403  | 403   | 403
            """)
    void pageIsShownToThoseWhomItConcerns(String path, int otto, int dirk, int heiko, int paul, int bernd, int anna)
            throws InterruptedException {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            Stop stop = PEOPLE.opens(COLUMNS.get(i), "/desk/providers/" + withIds(path));
            assertThat(stop.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    /** A provider of others is told from one that is not there: the sign-in page names them all. */
    @AccessTable(value = "POST", path = "/desk/providers/{0}/directory/reload")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # directory    | otto | dirk | heiko | paul | bernd | anna
            ebit-dresden   | 200  | 200  | 403   | 403  | 403   | 403
            kid-magdeburg  | 200  | 403  | 200   | 403  | 403   | 403
            lecos-leipzig  | 200  | 403  | 403   | 403  | 403   | 403
            nowhere        | 404  | 404  | 404   | 404  | 404   | 403
            """)
    void aDirectoryIsReadAnewForThoseWhoMayChange(
            String provider, int otto, int dirk, int heiko, int paul, int bernd, int anna) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd, anna);
        for (int i = 0; i < COLUMNS.size(); i++) {
            rested(provider);
            Stop page = PEOPLE.posts(COLUMNS.get(i), "/desk/providers/" + provider + "/directory/reload", Map.of());
            assertThat(page.status()).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # directory    | otto | dirk | heiko | paul | bernd
            ebit-dresden   | 202  | 202  | 404   | 404  | 403
            kid-magdeburg  | 202  | 404  | 202   | 403  | 403
            lecos-leipzig  | 202  | 404  | 404   | 404  | 403
            nowhere        | 404  | 404  | 404   | 404  | 403
            """)
    void theApiReadsItAnewForTheSame(String provider, int otto, int dirk, int heiko, int paul, int bernd) {
        List<Integer> expected = List.of(otto, dirk, heiko, paul, bernd);
        for (int i = 0; i < expected.size(); i++) {
            rested(provider);
            assertThat(api(COLUMNS.get(i), provider)).as(COLUMNS.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static int api(String user, String provider) {
        Employee person = PEOPLE.person(user);
        String token = person.tokens("stadttor").text("access_token");
        return new TestClient(HUB.issuer(), "stadttor")
                .send(HttpRequest.newBuilder(
                                URI.create(HUB.issuer() + "/api/v1/providers/" + provider + "/directory/reload"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .status();
    }

    @Test
    void anAuditorSeesNoButtonThatCostsTheProvider() throws InterruptedException {
        snapshot("kid-magdeburg");
        assertThat(PEOPLE.opens("paul.revision", "/desk/providers/kid-magdeburg/directory")
                        .body())
                .contains("data-group=\"/FB 63\"")
                .doesNotContain("data-action=\"reload\"");
        assertThat(PEOPLE.opens("heiko.admin", "/desk/providers/kid-magdeburg/directory")
                        .body())
                .contains("data-action=\"reload\"");
    }

    @Test
    void aReloadIsWrittenDownOnceAndASecondClickIsToldToWait() throws InterruptedException {
        snapshot("kid-magdeburg");
        PEOPLE.opens("heiko.admin", "/desk/providers/kid-magdeburg/directory");
        rested("kid-magdeburg");
        int before = reloads();

        Stop first = PEOPLE.posts(
                "heiko.admin",
                "/desk/providers/kid-magdeburg/directory/reload",
                Map.of("back", "/desk/providers/kid-magdeburg/directory/people"));
        assertThat(first.uri().getPath()).isEqualTo("/desk/providers/kid-magdeburg/directory/people");
        Awaitility.await()
                .until(() -> HUB.bean(Directories.class)
                                .known("kid-magdeburg")
                                .orElseThrow()
                                .reading()
                        == null);
        Stop second = PEOPLE.posts(
                "heiko.admin",
                "/desk/providers/kid-magdeburg/directory/reload",
                Map.of("back", "https://evil.example/desk/providers/kid-magdeburg/directory"));

        assertThat(second.uri().toString()).startsWith(HUB.issuer() + "/desk/providers/kid-magdeburg/directory?soon=");
        assertThat(second.body()).contains("st-notice--info");
        assertThat(reloads() - before).isEqualTo(1);
    }

    /** Written down by an account, never by a name. */
    private static int reloads() {
        return HUB.bean(JdbcClient.class).sql("""
                        select count(*) from (select kind, provider, actor from audit_event
                          union all select kind, provider, actor from audit_inbox) all_of_it
                        where kind = 'directory-reload' and provider = 'kid-magdeburg' and actor ~ '^[0-9a-f-]{36}$'
                        """).query(Integer.class).single();
    }
}
