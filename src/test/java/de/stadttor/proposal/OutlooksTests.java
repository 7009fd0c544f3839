package de.stadttor.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.access.Condition;
import de.stadttor.access.Rule;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.testing.HubUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a proposal would do is found out once, for all who may know, as long as it is about the same. */
class OutlooksTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Outlooks outlooks = hub.bean(Outlooks.class);
    private final Proposals proposals = hub.bean(Proposals.class);
    private final Actor client = new Actor("stadttor-cli", null, Set.of(Actor.OPERATOR));

    @AfterEach
    void putBack() {
        hub.clock().reset();
        hub.putBack();
    }

    private static Edits lesen(String group) {
        return new Edits(
                List.of(new Rule(
                        "dd-ausblick",
                        "ebit-dresden",
                        "bauantrag",
                        new Condition.Group(group),
                        Set.of("lesen"),
                        null,
                        null,
                        null)),
                Set.of());
    }

    private UUID draft(String group) {
        return proposals
                .draft(
                        client,
                        "ebit-dresden",
                        lesen(group),
                        List.of(),
                        UUID.randomUUID().toString())
                .id();
    }

    private Preview shown(UUID id) {
        Preview preview = outlooks.look(client, id, PATIENCE).preview();
        if (preview == null) {
            throw new AssertionError("not found out in time");
        }
        return preview;
    }

    @Test
    void turningAPageAsksNobodyAnew() {
        UUID id = draft("/Bürgeramt/Meldewesen");

        Preview first = shown(id);

        assertThat(first.effect().rows()).hasSize(1);
        assertThat(shown(id).effect()).isSameAs(first.effect());
        assertThat(shown(id).seen()).isNotEmpty();
    }

    @Test
    void whatWasForgottenIsFoundOutAnewAndKnowsWhatCameOutBefore() {
        UUID id = draft("/Bürgeramt/Meldewesen");
        Preview first = shown(id);

        outlooks.forget(id);

        assertThat(shown(id).effect()).isNotSameAs(first.effect());
        assertThat(outlooks.look(client, id, PATIENCE).earlier()).isSameAs(first.effect());
    }

    @Test
    void otherRulesOrOtherChangesOrTenMinutesMakeItOld() {
        UUID id = draft("/Bürgeramt/Meldewesen");
        Preview first = shown(id);
        hub.change(document -> document.replace("grant: [auskunft]", "why: neu, grant: [auskunft]"));
        Preview second = shown(id);
        assertThat(second.version()).isGreaterThan(first.version());

        proposals.edit(
                client, id, lesen("/IT/Administration"), List.of(), "anders", new Sight(null, Precondition.NONE));
        Preview third = shown(id);
        assertThat(third.effect().digest()).isNotEqualTo(second.effect().digest());

        hub.clock().advance(Duration.ofMinutes(11));
        assertThat(shown(id).effect()).isNotSameAs(third.effect());
    }

    @Test
    void whoOnlyLooksOrBelongsElsewhereIsToldNothing() {
        UUID id = draft("/Bürgeramt/Meldewesen");
        Actor auditor = new Actor("revision", null, Set.of(Actor.AUDITOR));

        // an auditor of no provider
        assertThatThrownBy(() -> outlooks.look(auditor, id, PATIENCE)).isInstanceOf(NotAllowed.class);
        Actor owner = new Actor("owner", null, Set.of(Actor.APPLICATION_OWNER));
        assertThatThrownBy(() -> outlooks.look(owner, id, PATIENCE)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void moreThanCanBeKeptPushesOutTheEldest() {
        UUID first = draft("/Bürgeramt/Meldewesen");
        Preview shown = shown(first);
        for (int i = 0; i < 41; i++) {
            shown(draft("/Gruppe " + i));
        }

        assertThat(shown(first).effect()).isNotSameAs(shown.effect());
    }
}
