package de.stadttor.drift;

import static de.stadttor.testing.TestDirectory.group;
import static de.stadttor.testing.TestDirectory.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.client.WireMock;
import de.stadttor.access.Condition;
import de.stadttor.access.RuleChange;
import de.stadttor.directory.Directories;
import de.stadttor.directory.DirectoryReloads;
import de.stadttor.drift.Finding.Kind;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import de.stadttor.proposal.InvalidProposal;
import de.stadttor.proposal.Proposal;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules held against a directory that changes under them. */
class DriftTests {

    private static final HubUnderTest HUB = HubUnderTest.shared();
    private static final TestDirectory DIRECTORY = TestDirectory.started();
    private static final String CITY = "stadt-ost";
    private static final Actor OPERATOR = new Actor("stadttor-cli", null, Set.of(Actor.OPERATOR));
    private static final String RULES = """
              - {id: sw-leitung, provider: stadt-ost, application: bauantrag, when: {group: /Amt/Leitung}, grant: [lesen]}
              - {id: sw-amt, provider: stadt-ost, application: bauantrag, when: {group-below: /Amt}, grant: [lesen]}
            """;

    private final Drift drift = HUB.bean(Drift.class);
    private final Mends mends = HUB.bean(Mends.class);

    @BeforeAll
    static void addTheProvider() {
        rules(RULES);
    }

    @AfterAll
    static void removeTheProvider() {
        HUB.putBack();
        DIRECTORY.close();
    }

    @BeforeEach
    void readWell() {
        DIRECTORY.behaves();
        rules("");
        read();
        report();
        rules(RULES);
        assertThat(report().findings()).isEmpty();
    }

    private static void rules(String rules) {
        HUB.change(
                document -> document.replace("\napplications:\n", "\n" + DIRECTORY.provider(CITY) + "applications:\n")
                        .replace("\nrules:\n", "\nrules:\n" + rules.replaceAll("(?m)^ *- ", "  - ")));
    }

    private static void read() {
        Directories directories = HUB.bean(Directories.class);
        Providers providers = HUB.bean(Providers.class);
        settled(directories);
        // as after a changed secret: whoever asks now is not too quick
        providers.save(providers.find(CITY).orElseThrow(), null, null, Actor.SYSTEM);
        HUB.bean(DirectoryReloads.class).reload(CITY, Actor.SYSTEM);
        settled(directories);
    }

    private static void settled(Directories directories) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> directories.look(CITY).orElseThrow().reading() == null);
    }

    private DriftReport report() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> drift.report(CITY, OPERATOR, Duration.ofSeconds(10)), DriftReport::complete);
    }

    private Finding only(Kind kind) {
        List<Finding> found = report().of(kind);
        assertThat(found).as(report().findings().toString()).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aRuleThatAsksForAGroupThatIsNotThereIsNamedWithIt() {
        rules(RULES + """
              - {id: sw-gone, provider: stadt-ost, application: bauantrag, when: {any: [{group: /Gibt/es/nicht}, {group-below: /Amt}]}, grant: [lesen]}
              - {id: sw-over, provider: stadt-ost, application: bauantrag, when: {group: /Auch/nicht}, grant: [lesen], until: 2020-01-01}
            """);

        Finding finding = only(Kind.RULE_UNKNOWN_GROUP);

        assertThat(finding.rule()).isEqualTo("sw-gone");
        assertThat(finding.application()).isEqualTo("bauantrag");
        assertThat(finding.group()).isEqualTo("/Gibt/es/nicht");
        assertThat(report().of(Kind.RULE_MATCHES_NOBODY)).isEmpty();
    }

    @Test
    void aRuleThatMatchesNobodyIsNamed() {
        rules(RULES + """
              - {id: sw-unit, provider: stadt-ost, application: bauantrag, when: {org-unit: Nirgendwo}, grant: [lesen]}
              - {id: sw-both, provider: stadt-ost, application: bauantrag, when: {all: [{role: sb}, {not: {role: sb}}]}, grant: [lesen]}
            """);

        assertThat(report().of(Kind.RULE_MATCHES_NOBODY))
                .extracting(Finding::rule)
                .containsExactly("sw-both", "sw-unit");
    }

    @Test
    void aGroupWithMembersThatNoRuleAsksForIsNamedAndOneWithoutIsNot() {
        rules("""
              - {id: sw-expression, provider: stadt-ost, application: bauantrag, when: {cel: "groups.exists(g, g.endsWith('/Leitung'))"}, grant: [lesen]}
            """);

        Finding finding = only(Kind.GROUP_UNUSED);

        assertThat(finding.group()).isEqualTo("/Amt");
        assertThat(finding.groupId()).isEqualTo("a");
        assertThat(finding.count()).isEqualTo(1);
        DIRECTORY.answers(TestDirectory.MEMBERS, List.of());
        read();
        assertThat(report().of(Kind.GROUP_UNUSED)).isEmpty();
    }

    @Test
    void aRuleWhoseExpressionFailsIsNamed() {
        rules(RULES + """
              - {id: sw-fails, provider: stadt-ost, application: bauantrag, when: {cel: "groups[7] == '/Amt'"}, grant: [lesen]}
            """);

        assertThat(only(Kind.RULE_FAILS).rule()).isEqualTo("sw-fails");
    }

    @Test
    void aRenamedGroupIsKnownAgainAndItsRulesAreMendedByADraft() {
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        read();

        Finding finding = only(Kind.GROUP_RENAMED);

        assertThat(finding.group()).isEqualTo("/Amt/Leitung");
        assertThat(finding.newName()).isEqualTo("/Amt/Amtsleitung");
        assertThat(finding.groupId()).isEqualTo("b");
        assertThat(finding.count()).isEqualTo(1);
        assertThat(finding.detail()).isNull();
        assertThat(report().of(Kind.RULE_UNKNOWN_GROUP)).isEmpty();
        assertThat(report().of(Kind.RULE_MATCHES_NOBODY)).isEmpty();
        Proposal draft = mends.draft(OPERATOR, CITY, "b", "umbenannt");
        assertThat(draft.state()).isEqualTo(Proposal.State.DRAFT);
        assertThat(draft.changes())
                .singleElement()
                .extracting(RuleChange::after)
                .satisfies(after -> assertThat(Objects.requireNonNull(after).when())
                        .isEqualTo(new Condition.Group("/Amt/Amtsleitung")));
        // a second click is the same draft
        assertThat(mends.draft(OPERATOR, CITY, "b", "umbenannt").id()).isEqualTo(draft.id());
        rules(RULES.replace("/Amt/Leitung", "/Amt/Amtsleitung"));
        assertThat(report().findings()).isEmpty();
        assertThatThrownBy(() -> mends.draft(OPERATOR, CITY, "b", "umbenannt")).isInstanceOf(InvalidProposal.class);
    }

    @Test
    void aGroupThatIsCalledAsBeforeAgainNeedsNoMend() {
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        read();
        only(Kind.GROUP_RENAMED);
        DIRECTORY.behaves();
        read();

        assertThat(report().findings()).isEmpty();
    }

    @Test
    void aRenamedGroupTakesThoseBelowItAlong() {
        DIRECTORY.answers(TestDirectory.GROUPS, List.of(group("a", "Behörde", 1)));
        read();

        assertThat(report().of(Kind.GROUP_RENAMED))
                .extracting(Finding::group, Finding::newName)
                .containsExactly(tuple("/Amt", "/Behörde"), tuple("/Amt/Leitung", "/Behörde/Leitung"));
        assertThat(mends.draft(OPERATOR, CITY, null, "alle").changes()).hasSize(2);
    }

    /** The dangerous kind: the rules still match, but others. */
    @Test
    void groupsThatSwapTheirNamesAreMendedTogetherAndOnce() {
        String swapped = """
              - {id: sw-one, provider: stadt-ost, application: bauantrag, when: {group: /Eins}, grant: [lesen]}
              - {id: sw-two, provider: stadt-ost, application: bauantrag, when: {group: /Zwei}, grant: [bearbeiten]}
            """;
        DIRECTORY.answers(TestDirectory.GROUPS, List.of(group("1", "Eins", 0), group("2", "Zwei", 0)));
        read();
        rules(swapped);
        assertThat(report().findings()).isEmpty();
        DIRECTORY.answers(TestDirectory.GROUPS, List.of(group("2", "Eins", 0), group("1", "Zwei", 0)));
        read();

        assertThat(report().of(Kind.GROUP_RENAMED))
                .extracting(Finding::group, Finding::newName, Finding::detail)
                .containsExactly(tuple("/Eins", "/Zwei", "taken"), tuple("/Zwei", "/Eins", "taken"));
        assertThat(mends.draft(OPERATOR, CITY, "1", "getauscht").changes())
                .extracting(change -> Objects.requireNonNull(change.after()).when())
                .containsExactly(new Condition.Group("/Zwei"), new Condition.Group("/Eins"));
        rules(swapped.replace("/Eins", "/X").replace("/Zwei", "/Eins").replace("/X", "/Zwei"));
        assertThat(report().findings()).isEmpty();
        read();
        assertThat(report().findings()).isEmpty();
    }

    @Test
    void anExpressionThatQuotesARenamedGroupIsToldAndLeftAlone() {
        rules("""
              - {id: sw-quotes, provider: stadt-ost, application: bauantrag, when: {cel: "'/Amt/Leitung' in groups"}, grant: [lesen]}
            """);
        report();
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        read();

        Finding finding = only(Kind.GROUP_RENAMED);

        assertThat(finding.count()).isZero();
        assertThat(finding.of()).isEqualTo(1);
        assertThatThrownBy(() -> mends.draft(OPERATOR, CITY, "b", "umbenannt")).isInstanceOf(InvalidProposal.class);
    }

    @Test
    void halfAListRenamesNothing() {
        DIRECTORY.answers(TestDirectory.PEOPLE, List.of(person("1", "Änne", "Müller")));
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        read();

        assertThat(report().findings())
                .extracting(Finding::kind, Finding::detail)
                .containsExactly(tuple(Kind.DIRECTORY_AWAY, "incomplete"));
        assertThat(seenFor("sw-leitung")).isEqualTo("{\"/Amt/Leitung\": \"b\"}");
    }

    @Test
    void aDirectoryThatIsAwayIsNamedAndTheRestStays() {
        DIRECTORY.answersEverywhere(WireMock.aResponse().withStatus(503));
        read();

        assertThat(only(Kind.DIRECTORY_AWAY).detail()).isEqualTo("unreachable");
        assertThat(report().directoryReadAt()).isNotNull();
    }

    @Test
    void whatRulesAskForNoMoreIsForgotten() {
        assertThat(seenFor("sw-leitung")).isEqualTo("{\"/Amt/Leitung\": \"b\"}");
        rules("");
        report();

        assertThat(seenFor("sw-leitung")).isEmpty();
    }

    private static String seenFor(String rule) {
        return HUB.bean(JdbcClient.class)
                .sql("select groups::text from groups_seen where provider = :provider and rule = :rule")
                .param("provider", CITY)
                .param("rule", rule)
                .query(String.class)
                .optional()
                .orElse("");
    }

    @Test
    void peopleWhoseGroupsCameCutOffAreCountedAndThoseWhoAreForgottenAreNot() {
        JdbcClient jdbc = HUB.bean(JdbcClient.class);
        String person = UUID.randomUUID().toString();
        jdbc.sql("""
                insert into account (id, provider, upstream_subject, created_at, claims, claims_read_at) values
                (gen_random_uuid(), :provider, :one, now(), '{"groups": [], "groupsComplete": false}', now()),
                (gen_random_uuid(), :provider, :two, now(), '{"groups": [], "groupsComplete": true}', now()),
                (gen_random_uuid(), :provider, :three, now(), null, null)
                """)
                .param("provider", CITY)
                .param("one", person)
                .param("two", person + "2")
                .param("three", person + "3")
                .update();
        try {
            assertThat(only(Kind.GROUPS_CUT_OFF).count()).isEqualTo(1);
        } finally {
            jdbc.sql("delete from account where provider = :provider")
                    .param("provider", CITY)
                    .update();
        }
    }

    @Test
    void nobodyElseIsToldOrMendsAnything() {
        DIRECTORY.answers(TestDirectory.CHILDREN, List.of(group("b", "Amtsleitung", 0)));
        read();
        only(Kind.GROUP_RENAMED);
        Actor auditor = new Actor("auditor", CITY, Set.of(Actor.AUDITOR));
        Actor foreign = new Actor("foreign", "ebit-dresden", Set.of(Actor.PROVIDER_ADMIN));
        Actor owner = new Actor("owner", CITY, Set.of(Actor.APPLICATION_OWNER));

        assertThat(drift.report(CITY, auditor, Duration.ofSeconds(5)).findings())
                .isNotEmpty();
        for (Actor other : List.of(foreign, owner)) {
            assertThatThrownBy(() -> drift.report(CITY, other, Duration.ZERO)).isInstanceOf(NotAllowed.class);
        }
        for (Actor other : List.of(auditor, foreign, owner)) {
            assertThatThrownBy(() -> mends.draft(other, CITY, "b", "x")).isInstanceOf(NotAllowed.class);
        }
    }
}
