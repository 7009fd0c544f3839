package de.stadttor.access;

import static de.stadttor.access.TestPersons.person;
import static de.stadttor.access.TestProviders.DRESDEN;
import static de.stadttor.access.TestProviders.LEIPZIG;
import static de.stadttor.access.TestProviders.MAGDEBURG;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.application.Application;
import de.stadttor.person.Person;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who of the demo may do what: every person and every application. */
class DemoTableTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String LESEN = "bearbeiten lesen";
    private static final String ALLES = "bearbeiten genehmigen lesen";

    private final Decider decider = new Decider(new CelExpressions());

    static Stream<Arguments> table() {
        return Stream.of(
                row("anna", DRESDEN, "/Bauaufsichtsamt/Sachbearbeitung", "", LESEN, "no_role", "no_role", "no_role"),
                row("eva", MAGDEBURG, "/FB 63/63.1", "sb-bau", LESEN, "state_not_admitted", "no_role", "no_role"),
                row("ines", LEIPZIG, "A63-SB", "", LESEN, "no_role", "no_role", "no_role"),
                head("bernd", DRESDEN, "/Bauaufsichtsamt/Leitung", "", "no_role"),
                head("falk", MAGDEBURG, "/FB 63/Leitung", "al-bau", "state_not_admitted"),
                head("jan", LEIPZIG, "A63-AL", "", "no_role"),
                row("carla", DRESDEN, "/Bürgeramt/Meldewesen", "", "no_role", "auskunft", "no_role", "no_role"),
                row("katrin", LEIPZIG, "A33-SB", "", "no_role", "auskunft", "no_role", "no_role"),
                row(
                        "gisela",
                        MAGDEBURG,
                        "/FB 32/32.4",
                        "sb-melde",
                        "no_role",
                        "state_not_admitted",
                        "no_role",
                        "no_role"),
                staff("dirk", DRESDEN, "/IT/Administration", "no_role", "provider-admin"),
                staff("daniela", DRESDEN, "/IT/Administration", "no_role", "provider-admin"),
                staff("heiko", MAGDEBURG, "/Amt 10/IT", "state_not_admitted", "provider-admin"),
                staff("hanna", MAGDEBURG, "/Amt 10/IT", "state_not_admitted", "provider-admin"),
                staff("lars", LEIPZIG, "LECOS-ADM", "no_role", "provider-admin"),
                staff("lena", LEIPZIG, "LECOS-ADM", "no_role", "provider-admin"),
                staff("paul", MAGDEBURG, "/Amt 14/Revision", "state_not_admitted", "auditor"),
                staff("olga", LEIPZIG, "MK-BETRIEB", "no_role", "operator"),
                staff("otto", DRESDEN, "/IT/MK-Betrieb", "no_role", "operator"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void decidesAsTheContractSays(String name, String provider, String group, String role, List<String> expected) {
        Person person = person(provider)
                .name(name)
                .groups(group)
                .roles(role.isEmpty() ? new String[0] : new String[] {role})
                .build();

        assertThat(TestApplications.ALL.stream()
                        .map(application -> outcome(decide(person, application)))
                        .toList())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("table")
    void afterAStepUpOnlyTheHeadsOfOfficeDecideOnGrants(
            String name, String provider, String group, String role, List<String> expected) {
        Person person = person(provider).name(name).groups(group).roles(role).build();

        AccessDecision decision = decide(person, TestPersons.SUBSTANTIAL, TestApplications.FOERDERMITTEL);

        assertThat(outcome(decision))
                .isEqualTo(expected.get(2).equals("assurance_too_low") ? "bewilligen" : expected.get(2));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aDisabledAccountGetsInNowhere(String name, String provider, String group, String role, List<String> expected) {
        Person doris = person(provider).name(name).groups(group).disabled().build();

        assertThat(TestApplications.ALL)
                .allSatisfy(application ->
                        assertThat(decide(doris, application).reason()).isEqualTo(Reason.ACCOUNT_DISABLED));
    }

    private AccessDecision decide(Person person, Application application) {
        return decide(person, TestPersons.LOW, application);
    }

    private AccessDecision decide(Person person, Person.SignIn signIn, Application application) {
        String provider = person.providerId();
        List<Rule> rules = TestRules.demo().stream()
                .filter(rule ->
                        rule.provider().equals(provider) && rule.application().equals(application.id()))
                .toList();
        boolean released = !application.equals(TestApplications.MELDEAUSKUNFT) || !provider.equals(MAGDEBURG);
        Release release = released ? new Release(provider, application.id(), Set.of("name"), null, null) : null;
        return decider.decide(
                DecisionInputs.of(person, signIn, application, TestProviders.provider(provider), release, 1, TODAY),
                RuleIndex.of(1, rules));
    }

    private static String outcome(AccessDecision decision) {
        Reason reason = decision.reason();
        return reason == null ? String.join(" ", decision.roles()) : reason.code();
    }

    private static Arguments row(
            String name,
            String provider,
            String group,
            String role,
            String bauantrag,
            String meldeauskunft,
            String foerdermittel,
            String stadttor) {
        return Arguments.of(name, provider, group, role, List.of(bauantrag, meldeauskunft, foerdermittel, stadttor));
    }

    private static Arguments head(String name, String provider, String group, String role, String meldeauskunft) {
        return row(name, provider, group, role, ALLES, meldeauskunft, "assurance_too_low", "application-owner");
    }

    private static Arguments staff(String name, String provider, String group, String meldeauskunft, String stadttor) {
        return row(name, provider, group, "", "no_role", meldeauskunft, "no_role", stadttor);
    }
}
