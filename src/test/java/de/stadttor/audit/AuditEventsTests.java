package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.audit.AuditWorld.Changed;
import de.stadttor.audit.AuditWorld.SignedIn;
import de.stadttor.audit.AuditWorld.TurnedAway;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees what of what happened. */
class AuditEventsTests {

    private static final Actor OPERATOR = new Actor("cli", null, Set.of(Actor.OPERATOR));
    private static final Actor DIRK = new Actor("dirk", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN));
    private static final Actor PAUL = new Actor("paul", "kid-magdeburg", Set.of(Actor.AUDITOR));
    private static final Actor OLGA = new Actor("olga", "lecos-leipzig", Set.of(Actor.OPERATOR));
    private static final AuditQuery ALL = query(List.of(), null, null, null);

    private final AuditWorld world = AuditWorld.emptied();
    private final AuditEvents events = world.bean(AuditEvents.class);

    @BeforeEach
    void write() {
        world.happened(new SignedIn(AuditWorld.ANNA, "ebit-dresden", "s1"));
        world.happened(new TurnedAway(AuditWorld.EVA, "kid-magdeburg", "meldeauskunft", "no_role", "AAAA-0001"));
        world.happened(new Changed("ebit-dresden", "release", 1, OLGA));
        world.happened(new Changed(null, "application", 1, OLGA));
        world.happened(new Changed("kid-magdeburg", "rules", 2, PAUL));
        world.seals().seal();
    }

    private static AuditQuery query(
            List<String> kinds, @Nullable String provider, @Nullable UUID account, AuditQuery.@Nullable Place after) {
        return new AuditQuery(null, null, kinds, provider, account, null, null, after);
    }

    private List<String> seen(Actor actor, AuditQuery query) {
        return events.find(query, actor, 100).stream()
                .map(event -> event.kind() + " of " + event.provider() + " by " + event.actor())
                .toList();
    }

    @Test
    void anOperatorSeesAllOfIt() {
        assertThat(seen(OPERATOR, ALL))
                .containsExactly(
                        "change of kid-magdeburg by paul",
                        "change of null by olga",
                        "change of ebit-dresden by olga",
                        "refusal of kid-magdeburg by " + AuditWorld.EVA,
                        "sign-in of ebit-dresden by " + AuditWorld.ANNA);
        assertThat(seen(OLGA, ALL)).isEqualTo(seen(OPERATOR, ALL));
    }

    @Test
    void adminsAndAuditorsSeeWhatConcernsTheirOwnProviderAndNobodyElsesPeople() {
        assertThat(seen(DIRK, ALL))
                .containsExactly(
                        "change of null by null",
                        "change of ebit-dresden by null",
                        "sign-in of ebit-dresden by " + AuditWorld.ANNA);
        assertThat(seen(PAUL, ALL))
                .containsExactly(
                        "change of kid-magdeburg by paul",
                        "change of null by null",
                        "refusal of kid-magdeburg by " + AuditWorld.EVA);
        assertThat(events.find(ALL, DIRK, 100).getFirst().actorProvider()).isEqualTo("lecos-leipzig");
    }

    @Test
    void whatOneMayNotSeeLooksLikeWhatIsNotThere() {
        assertThat(seen(DIRK, query(List.of(), "kid-magdeburg", null, null))).isEmpty();
        assertThat(seen(DIRK, query(List.of(), null, AuditWorld.EVA, null))).isEmpty();
        assertThat(seen(PAUL, query(List.of("sign-in"), null, null, null))).isEmpty();
        assertThat(seen(PAUL, query(List.of("refusal"), null, AuditWorld.EVA, null)))
                .hasSize(1);
    }

    @Test
    void everybodyElseIsRefused() {
        for (Actor actor : List.of(
                new Actor("anna", "ebit-dresden", Set.of()),
                new Actor("bernd", "ebit-dresden", Set.of(Actor.APPLICATION_OWNER)),
                new Actor("client", null, Set.of(Actor.AUDITOR)),
                new Actor("client", null, Set.of(Actor.PROVIDER_ADMIN)))) {
            assertThatThrownBy(() -> events.find(ALL, actor, 100)).isInstanceOf(NotAllowed.class);
        }
    }

    @Test
    void filtersByEachColumn() {
        Instant now = world.clock().instant();
        assertThat(seen(OPERATOR, query(List.of("sign-in", "refusal"), null, null, null)))
                .hasSize(2);
        assertThat(seen(OPERATOR, query(List.of(), "kid-magdeburg", null, null)))
                .hasSize(2);
        assertThat(seen(OPERATOR, new AuditQuery(null, null, List.of(), null, null, "meldeauskunft", null, null)))
                .hasSize(1);
        assertThat(seen(OPERATOR, new AuditQuery(null, null, List.of(), null, null, null, "AAAA-0001", null)))
                .hasSize(1);
        assertThat(seen(OPERATOR, new AuditQuery(now, null, List.of(), null, null, null, null, null)))
                .isEmpty();
        assertThat(seen(
                        OPERATOR,
                        new AuditQuery(now.minus(Duration.ofMinutes(5)), now, List.of(), null, null, null, null, null)))
                .hasSize(5);
        assertThat(seen(
                        OPERATOR,
                        new AuditQuery(
                                null, now.minus(Duration.ofMinutes(5)), List.of(), null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void pagesMissNothingAndRepeatNothing() {
        for (Actor actor : List.of(OPERATOR, DIRK)) {
            List<AuditEvent> paged = new ArrayList<>();
            AuditQuery query = ALL;
            List<AuditEvent> page = events.find(query, actor, 2);
            while (!page.isEmpty()) {
                paged.addAll(page);
                query = query.after(
                        new AuditQuery.Place(page.getLast().at(), page.getLast().position()));
                page = events.find(query, actor, 2);
            }
            assertThat(paged).isEqualTo(events.find(ALL, actor, 100));
        }
    }
}
