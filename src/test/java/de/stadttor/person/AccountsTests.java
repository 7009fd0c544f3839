package de.stadttor.person;

import static de.stadttor.person.TestIdentities.anna;
import static de.stadttor.person.TestIdentities.identity;
import static de.stadttor.person.TestIdentities.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.testing.TestClock;
import de.stadttor.testing.TestWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AccountsTests {

    private static final Actor DRESDENS_ADMIN = new Actor("dirk", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN));
    private static final Actor LEIPZIGS_ADMIN = new Actor("lars", "lecos-leipzig", Set.of(Actor.PROVIDER_ADMIN));

    private static final JdbcClient JDBC = migrated();

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-23T08:00:00Z"));
    private final List<Object> published = new ArrayList<>();
    private final Accounts accounts = new Accounts(JDBC, published::add, clock);
    private final String subject = UUID.randomUUID().toString();

    private static JdbcClient migrated() {
        DriverManagerDataSource database = new DriverManagerDataSource(
                TestWorld.migratedDatabase(),
                TestWorld.postgres().user(),
                TestWorld.postgres().password());
        return JdbcClient.create(database);
    }

    private Person signIn(Map<String, Object> claims) {
        return accounts.signedIn(identity(subject, "1", List.of(), claims), provider());
    }

    @Test
    void makesAnAccountOnceAndKeepsWhatWasSaidLast() {
        Person first = signIn(Map.of("groups", List.of("/A"), "email", "anna@dresden.example", "updated_at", 7));
        clock.advance(Duration.ofDays(1));
        Person second = signIn(Map.of("groups", List.of("/B"), "email", "anna.neu@dresden.example"));

        assertThat(second.accountId()).isEqualTo(first.accountId());
        assertThat(second.groups()).containsExactly("/B");
        assertThat(second.readAt()).isEqualTo(clock.instant());
        assertThat(accounts.find(first.accountId())).contains(second);
    }

    @Test
    void linksNobodyByEmail() {
        Map<String, Object> email = Map.of("email", "same@dresden.example", "email_verified", true);

        assertThat(signIn(email).accountId())
                .isNotEqualTo(accounts.signedIn(anna(email), provider()).accountId());
    }

    @Test
    void makesOneAccountForManySignInsAtOnce() throws Exception {
        try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<UUID> signIn = () -> signIn(Map.of()).accountId();
            List<UUID> ids = new ArrayList<>();
            for (var tab :
                    tabs.invokeAll(IntStream.range(0, 16).mapToObj(n -> signIn).toList())) {
                ids.add(tab.get());
            }
            assertThat(Set.copyOf(ids)).hasSize(1);
        }
    }

    @Test
    void keepsWhatItKnewOfADisabledAccount() {
        Person person = signIn(Map.of("groups", List.of("/A")));
        assertThat(accounts.disable(person.accountId(), DRESDENS_ADMIN)).isTrue();
        clock.advance(Duration.ofHours(1));

        Person again = signIn(Map.of("groups", List.of("/B")));

        assertThat(again.enabled()).isFalse();
        assertThat(again.groups()).containsExactly("/A");
        assertThat(again.readAt()).isEqualTo(person.readAt());
    }

    @Test
    void saysWhenAnAccountIsDisabledAndEnabled() {
        UUID id = signIn(Map.of()).accountId();

        accounts.disable(id, Actor.SYSTEM);
        accounts.disable(id, Actor.SYSTEM);
        accounts.enable(id, DRESDENS_ADMIN);

        assertThat(published)
                .containsExactly(
                        new AccountChanged(id, "ebit-dresden", false, Actor.SYSTEM),
                        new AccountChanged(id, "ebit-dresden", true, DRESDENS_ADMIN));
        assertThat(accounts.find(id).orElseThrow().enabled()).isTrue();
    }

    @Test
    void letsNoAdminTouchTheStaffOfAnotherProvider() {
        UUID id = signIn(Map.of()).accountId();

        assertThatThrownBy(() -> accounts.disable(id, LEIPZIGS_ADMIN)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> accounts.disable(UUID.randomUUID(), LEIPZIGS_ADMIN))
                .isInstanceOf(NotAllowed.class);
        assertThat(accounts.find(id).orElseThrow().enabled()).isTrue();
        assertThat(published).isEmpty();
    }

    @Test
    void knowsThatItForgot() {
        UUID id = signIn(Map.of("groups", List.of("/A"))).accountId();
        JDBC.sql("update account set claims = null, claims_read_at = null where id = :id")
                .param("id", id)
                .update();

        Person person = accounts.find(id).orElseThrow();

        assertThat(person.groups()).isEmpty();
        assertThat(person.groupsComplete()).isFalse();
    }

    @Test
    void storesWhatPostgresCannot() {
        Person person = signIn(Map.of("name", "A\0nna\ud800", "groups", List.of("/\0"), "department", "\0"));

        assertThat(person.profile()).containsEntry("name", "Anna");
        assertThat(accounts.find(person.accountId())).contains(person);
    }

    @Test
    void findsNobodyUnderAnUnknownId() {
        assertThat(accounts.find(UUID.randomUUID())).isEmpty();
    }
}
