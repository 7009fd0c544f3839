package de.stadttor.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.stadttor.access.Condition;
import de.stadttor.access.Rule;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.platform.NotAllowed;
import de.stadttor.testing.HubUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One human is one person, however many accounts they have: nobody approves their own change. */
class SecondAccountTests {

    private static final String DRESDEN = "ebit-dresden";
    private static final String LEIPZIG = "lecos-leipzig";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final Proposals proposals = hub.bean(Proposals.class);
    private final Approvals approvals = hub.bean(Approvals.class);

    @AfterEach
    void putBack() {
        hub.putBack();
        hub.bean(JdbcClient.class)
                .sql("delete from account where upstream_subject like 'made-up-%'")
                .update();
    }

    private Actor somebody(String provider, String group, @Nullable String email, boolean verified) {
        UUID id = UUID.randomUUID();
        Map<String, Object> claims = new HashMap<>(Map.of(
                "groups",
                List.of(group),
                "groupsComplete",
                true,
                "roles",
                List.of(),
                "ags",
                provider.equals(DRESDEN) ? "14612000" : "14713000",
                "profile",
                Map.of(),
                "emailVerified",
                verified));
        if (email != null) {
            claims.put("email", email);
        }
        hub.bean(JdbcClient.class)
                .sql("""
                        insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at)
                        values (:id, :provider, :subject, now(), :claims, now())
                        """)
                .param("id", id)
                .param("provider", provider)
                .param("subject", "made-up-" + id)
                .param("claims", Json.jsonb(claims))
                .update();
        return new Actor(id.toString(), provider, Set.of(Actor.PROVIDER_ADMIN, Actor.OPERATOR, Actor.AUDITOR));
    }

    private Actor admin(@Nullable String email, boolean verified) {
        return somebody(DRESDEN, "/IT/Administration", email, verified);
    }

    private UUID submitted(Actor author, String application, String role) {
        Rule rule = new Rule(
                "dd-probe-" + UUID.randomUUID(),
                DRESDEN,
                application,
                new Condition.Group("/Probe"),
                Set.of(role),
                null,
                null,
                null);
        UUID id = proposals
                .draft(author, DRESDEN, new Edits(List.of(rule), Set.of()), List.of(), "Probe")
                .id();
        approvals.submit(author, id, seen(author, id), Precondition.NONE);
        return id;
    }

    private String seen(Actor actor, UUID id) {
        return proposals.preview(actor, id, Progress.NONE).seen();
    }

    private void refuses(Actor approver, UUID id, String message) {
        assertThatThrownBy(() -> approvals.approve(approver, id, seen(approver, id), Precondition.NONE))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining(message);
    }

    @Test
    void anotherPersonApproves() {
        Actor author = admin("sara@dresden.example", true);
        UUID id = submitted(author, "bauantrag", "genehmigen");
        Actor other = admin("otto@dresden.example", true);

        assertThat(approvals
                        .approve(other, id, seen(other, id), Precondition.NONE)
                        .state())
                .isEqualTo(Proposal.State.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sara@dresden.example", "Sara@Dresden.EXAMPLE", "sara+zwei@dresden.example"})
    void theSameMailboxInAnotherAccountIsTheAuthor(String email) {
        UUID id = submitted(admin("sara@dresden.example", true), "bauantrag", "genehmigen");

        refuses(admin(email, true), id, "you are the author");
    }

    @Test
    void theSameMailboxAtAnotherProviderIsTheAuthor() {
        Actor author = somebody(DRESDEN, "/IT/MK-Betrieb", "sara@dresden.example", true);
        UUID id = submitted(author, "stadttor", "auditor");

        refuses(somebody(LEIPZIG, "MK-BETRIEB", "sara@dresden.example", true), id, "you are the author");
        Actor other = somebody(LEIPZIG, "MK-BETRIEB", "olga@leipzig.example", true);
        assertThat(approvals
                        .approve(other, id, seen(other, id), Precondition.NONE)
                        .state())
                .isEqualTo(Proposal.State.APPROVED);
    }

    @Test
    void anAuthorWhoTakesAnotherAddressAfterwardsIsStillTheAuthor() {
        Actor author = admin("sara@dresden.example", true);
        UUID id = submitted(author, "bauantrag", "genehmigen");
        hub.bean(JdbcClient.class)
                .sql(
                        "update account set claims = jsonb_set(claims, '{email}', '\"neu@dresden.example\"') where id = :id")
                .param("id", UUID.fromString(author.name()))
                .update();

        refuses(admin("sara@dresden.example", true), id, "you are the author");
        refuses(admin("neu@dresden.example", true), id, "you are the author");
    }

    @Test
    void whoCannotBeToldFromTheAuthorIsNoSecondPerson() {
        UUID id = submitted(admin("sara@dresden.example", true), "bauantrag", "genehmigen");

        refuses(admin(null, false), id, "verified e-mail");
        refuses(admin("otto@dresden.example", false), id, "verified e-mail");
        assertThatThrownBy(() -> submitted(admin("eve@dresden.example", false), "bauantrag", "genehmigen"))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aTokenFromBeforeTheRoleWasLostSaysNothing() {
        UUID id = submitted(admin("sara@dresden.example", true), "bauantrag", "genehmigen");
        Actor former = somebody(DRESDEN, "/Bauaufsichtsamt/Leitung", "bernd@dresden.example", true);

        assertThatThrownBy(() -> approvals.approve(former, id, "x", Precondition.NONE))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() ->
                        proposals.draft(former, DRESDEN, new Edits(List.of(), Set.of("dd-melde")), List.of(), "Probe"))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    void aPreviewShownToSomebodyElseOrOfSomethingElseProvesNothing() {
        Actor author = admin("sara@dresden.example", true);
        UUID id = submitted(author, "bauantrag", "genehmigen");
        UUID another = submitted(author, "bauantrag", "genehmigen");
        Actor other = admin("otto@dresden.example", true);

        for (String token : new String[] {seen(author, id), seen(other, another), "", "AAAA", "%", "x".repeat(9_000)}) {
            assertThatThrownBy(() -> approvals.approve(other, id, token, Precondition.NONE))
                    .isInstanceOf(ProposalRefused.class);
        }
        assertThatThrownBy(() -> approvals.approve(other, id, null, Precondition.NONE))
                .isInstanceOf(ProposalRefused.class);
    }

    @Test
    void nobodyIsOfferedWhatWouldBeRefusedAndEachIsToldWhy() {
        Actor author = admin("sara@dresden.example", true);
        UUID id = submitted(author, "bauantrag", "genehmigen");

        assertThat(options(author, id).bar()).isEqualTo(Options.Bar.AUTHOR);
        assertThat(options(author, id).can()).containsExactly(Options.Can.WITHDRAW);
        Options same = options(admin("sara+zwei@dresden.example", true), id);
        assertThat(same.bar()).isEqualTo(Options.Bar.AUTHOR_OTHERWISE);
        assertThat(same.can()).isEmpty();
        assertThat(options(admin("otto@dresden.example", false), id).bar()).isEqualTo(Options.Bar.NO_ADDRESS);
        assertThat(options(somebody(DRESDEN, "/IT/MK-Betrieb", "olga@dresden.example", true), id)
                        .bar())
                .isEqualTo(Options.Bar.OTHER_ROLE);
        Actor other = admin("otto@dresden.example", true);
        assertThat(options(other, id).can()).containsExactlyInAnyOrder(Options.Can.APPROVE, Options.Can.REFUSE);
        approvals.approve(other, id, seen(other, id), Precondition.NONE);
        assertThat(options(other, id).bar()).isEqualTo(Options.Bar.APPROVED);
        assertThat(options(other, id).can()).contains(Options.Can.ACTIVATE);
        assertThat(options(author, id).can()).contains(Options.Can.ACTIVATE);
    }

    private Options options(Actor actor, UUID id) {
        return hub.bean(Choices.class).of(actor, proposals.find(actor, id));
    }
}
