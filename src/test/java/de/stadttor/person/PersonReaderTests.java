package de.stadttor.person;

import static de.stadttor.person.TestIdentities.DRESDEN;
import static de.stadttor.person.TestIdentities.LEIPZIG;
import static de.stadttor.person.TestIdentities.PROFILE;
import static de.stadttor.person.TestIdentities.anna;
import static de.stadttor.person.TestIdentities.identity;
import static de.stadttor.person.TestIdentities.provider;
import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonReaderTests {

    private static ToldClaims read(Map<String, Object> claims) {
        return PersonReader.read(anna(claims), provider());
    }

    @Test
    void readsListsStringsAndNestedClaims() {
        ToldClaims told = read(Map.of(
                "groups", List.of("/B", "/A", "/B"),
                "realm_access", Map.of("roles", List.of("sb-bau")),
                "department", List.of("63.1", "other"),
                "ags", " 14612000 "));

        assertThat(told.groups()).containsExactly("/A", "/B");
        assertThat(told.groupsComplete()).isTrue();
        assertThat(told.roles()).containsExactly("sb-bau");
        assertThat(told.orgUnit()).isEqualTo("63.1");
        assertThat(told.ags()).isEqualTo("14612000");
        assertThat(read(Map.of("groups", "/A")).groups()).containsExactly("/A");
    }

    @Test
    void prefersAPlainClaimWhoseNameHasDots() {
        assertThat(read(Map.of("realm_access.roles", List.of("a"), "realm_access", Map.of("roles", List.of("b"))))
                        .roles())
                .containsExactly("a");
    }

    @Test
    void knowsNothingOfAPersonOfWhomNothingIsSaid() {
        assertThat(read(Map.of()))
                .isEqualTo(new ToldClaims(List.of(), true, List.of(), null, null, Map.of(), null, false));
    }

    @Test
    void leavesOutGroupsThatAreNoNamesAndSaysThatTheListIsNotWhole() {
        ToldClaims told = read(Map.of("groups", Arrays.asList("/A", "/A\0dmin", 7, null, List.of("/B"), "")));

        assertThat(told.groups()).containsExactly("/A");
        assertThat(told.groupsComplete()).isFalse();
    }

    @Test
    void seesThatTheProviderCutTheGroupsOff() {
        assertThat(read(Map.of("_claim_names", Map.of("groups", "src1"))).groupsComplete())
                .isFalse();
        assertThat(read(Map.of("hasgroups", true)).groupsComplete()).isFalse();
        assertThat(read(Map.of("hasgroups", "true")).groupsComplete()).isFalse();
        assertThat(read(Map.of("_claim_names", Map.of("photo", "src1"))).groupsComplete())
                .isTrue();
    }

    @Test
    void knowsNoMunicipalityThatTheProviderDoesNotServe() {
        assertThat(read(Map.of("ags", "14713000")).ags()).isNull();
        assertThat(read(Map.of("ags", 14612000)).ags()).isEqualTo("14612000");
    }

    @Test
    void takesTheOnlyMunicipalityWhereTheProfileNamesNoClaim() {
        Provider.ClaimProfile silent = new Provider.ClaimProfile("groups", null, null, null);

        assertThat(PersonReader.read(anna(Map.of()), provider(silent, DRESDEN)).ags())
                .isEqualTo("14612000");
        assertThat(PersonReader.read(anna(Map.of()), provider(silent, DRESDEN, LEIPZIG))
                        .ags())
                .isNull();
        assertThat(PersonReader.read(anna(Map.of()), provider(PROFILE, DRESDEN)).ags())
                .isNull();
    }

    @Test
    void keepsStandardClaimsOfTheRightTypeAlone() {
        assertThat(read(Map.of(
                                "name",
                                "Anna\r\nSet-Cookie: x\u202e\0",
                                "given_name",
                                7,
                                "family_name",
                                "x".repeat(256),
                                "website",
                                "javascript:alert(1)",
                                "picture",
                                "https://dresden.example/anna.png",
                                "updated_at",
                                1_700_000_000,
                                "is_admin",
                                true))
                        .profile())
                .isEqualTo(Map.of(
                        "name", "AnnaSet-Cookie: x",
                        "picture", "https://dresden.example/anna.png",
                        "updated_at", 1_700_000_000L));
    }

    @Test
    void believesAnEmailAsItIsOrNotAtAll() {
        assertThat(read(Map.of("email", "anna@dresden.example", "email_verified", "true")))
                .extracting(ToldClaims::email, ToldClaims::emailVerified)
                .containsExactly("anna@dresden.example", true);
        assertThat(read(Map.of("email", "anna@dresden.example")).emailVerified())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "@dresden.example", "anna@", "anna@dresden.example\r\n", "an na@dresden.example"})
    void leavesOutWhatIsNoEmail(String email) {
        assertThat(read(Map.of("email", email, "email_verified", true)))
                .extracting(ToldClaims::email, ToldClaims::emailVerified)
                .containsExactly(null, false);
    }

    @Test
    void valuesAnAcrByTheProvidersTable() {
        assertThat(PersonReader.signIn(identity("anna", "2", List.of("otp"), Map.of()), provider()))
                .extracting(Person.SignIn::assurance, Person.SignIn::amr)
                .containsExactly(Assurance.SUBSTANTIAL, List.of("otp"));
        assertThat(PersonReader.signIn(identity("anna", "9", List.of(), Map.of()), provider())
                        .assurance())
                .isNull();
        assertThat(PersonReader.signIn(identity("anna", null, List.of(), Map.of()), provider())
                        .assurance())
                .isNull();
    }
}
