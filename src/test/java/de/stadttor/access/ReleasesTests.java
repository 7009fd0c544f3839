package de.stadttor.access;

import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleasesTests {

    private static final Release RELEASE =
            new Release(DRESDEN, "bauantrag", Set.of("name", "email"), LocalDate.of(2028, 12, 31), "§ 5 EGovG");
    private static final Actor DIRK = new Actor("dirk", DRESDEN, Set.of(Actor.PROVIDER_ADMIN));

    private static AccessWorld world;
    private Releases releases;

    @BeforeAll
    static void start() {
        world = AccessWorld.demo();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void begin() {
        releases = world.releases();
        releases.save(RELEASE, Actor.SYSTEM);
        world.heard().clear();
    }

    @Test
    void whatIsSavedAndRemovedShowsAtOnce() {
        assertThat(releases.find(DRESDEN, "bauantrag")).contains(RELEASE);
        assertThat(releases.all()).contains(RELEASE);

        releases.remove(DRESDEN, "bauantrag", Actor.SYSTEM);

        assertThat(releases.find(DRESDEN, "bauantrag")).isEmpty();
        assertThat(world.heard()).containsExactly(new ReleaseChanged(DRESDEN, "bauantrag", Actor.SYSTEM));
    }

    @Test
    void savingTheSameAgainAndRemovingNothingLeaveNoEvent() {
        releases.save(RELEASE, Actor.SYSTEM);
        releases.remove(DRESDEN, "nothing", Actor.SYSTEM);

        assertThat(world.heard()).isEmpty();
    }

    @Test
    void aProviderAdminGivesReleasesOfTheOwnProviderAlone() {
        releases.save(new Release(DRESDEN, "stadttor", Set.of("email"), null, null), DIRK);

        assertThatThrownBy(() -> releases.save(new Release(LEIPZIG, "stadttor", Set.of("email"), null, null), DIRK))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> releases.remove(LEIPZIG, "bauantrag", DIRK)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(
                        () -> releases.remove(DRESDEN, "bauantrag", new Actor("paul", DRESDEN, Set.of(Actor.AUDITOR))))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void refusesAClaimThatNobodyKnows() {
        assertThatThrownBy(() ->
                        releases.save(new Release(DRESDEN, "bauantrag", Set.of("password"), null, null), Actor.SYSTEM))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReleaseEndsWithItsApplication() {
        world.bean(Applications.class).save(TestApplications.application("gone"), null, Actor.SYSTEM);
        releases.save(new Release(DRESDEN, "gone", Set.of(), null, null), Actor.SYSTEM);
        assertThat(releases.find(DRESDEN, "gone")).isPresent();

        world.bean(Applications.class).remove("gone", Actor.SYSTEM);

        assertThat(releases.find(DRESDEN, "gone")).isEmpty();
    }
}
