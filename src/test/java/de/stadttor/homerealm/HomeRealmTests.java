package de.stadttor.homerealm;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.homerealm.HomeRealm.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeRealmTests {

    private static final Provider DRESDEN = provider("ebit-dresden", "dresden.example", true);
    private static final Provider LEIPZIG = provider("lecos-leipzig", "köln.example", true);
    private static final Provider CLOSED = provider("kid-magdeburg", "magdeburg.example", false);

    private final HomeRealm homeRealm = new HomeRealm(() -> List.of(DRESDEN, CLOSED, LEIPZIG));

    private static Provider provider(String id, String domain, boolean enabled) {
        return new Provider(
                id,
                id,
                "https://" + id + ".example",
                "stadttor",
                List.of(domain),
                enabled,
                List.of(new Municipality("14612000", "Dresden")),
                null,
                Provider.Logout.PROVIDER,
                new Provider.ClaimProfile(null, null, null, null),
                Map.of(),
                null);
    }

    @Test
    void asksWhereNothingIsKnown() {
        assertThat(homeRealm.choose(new Request(null, null, null, false)))
                .isEqualTo(new Choice.Ask(List.of(DRESDEN, LEIPZIG), null, null));
    }

    @Test
    void goesWhereTheHintPoints() {
        assertThat(homeRealm.choose(new Request("lecos-leipzig", "anna@dresden.example", "ebit-dresden", true)))
                .isEqualTo(new Choice.Straight(LEIPZIG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@dresden.example",
                "anna@DRESDEN.example",
                " anna@dresden.example ",
                "\"odd@name\"@dresden.example"
            })
    void goesWhereTheEmailIsAtHome(String email) {
        assertThat(homeRealm.choose(new Request(null, email, "lecos-leipzig", true)))
                .isEqualTo(new Choice.Straight(DRESDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ines@köln.example", "ines@xn--kln-sna.example", "ines@KÖLN.example"})
    void knowsDomainsInEitherSpelling(String email) {
        assertThat(homeRealm.hinted(null, email)).contains(LEIPZIG);
    }

    @Test
    void asksAgainAboutAnUnknownDomain() {
        assertThat(homeRealm.choose(new Request(null, "anna@elsewhere.example", "lecos-leipzig", true)))
                .isEqualTo(new Choice.Ask(List.of(LEIPZIG, DRESDEN), LEIPZIG, "anna@elsewhere.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"anna", "@dresden.example", "anna@", "anna@dresden.example\r\nX: y", "a@sub.dresden.example"})
    void takesNothingElseForAnEmailOfTheirs(String hint) {
        assertThat(homeRealm.hinted(null, hint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "EBIT-DRESDEN", "kid-magdeburg"})
    void asksWhereTheHintNamesNobodyWhoIsOpen(String idpHint) {
        assertThat(homeRealm.choose(new Request(idpHint, null, "ebit-dresden", true)))
                .isEqualTo(new Choice.Ask(List.of(DRESDEN, LEIPZIG), DRESDEN, null));
    }

    @Test
    void neverChoosesAProviderThatIsSwitchedOff() {
        assertThat(homeRealm.hinted(null, "eva@magdeburg.example")).isEmpty();
        assertThat(homeRealm.choose(new Request(null, null, "kid-magdeburg", true)))
                .isEqualTo(new Choice.Ask(List.of(DRESDEN, LEIPZIG), null, null));
    }

    @Test
    void offersTheLastChoiceFirst() {
        assertThat(homeRealm.choose(new Request(null, null, "lecos-leipzig", false)))
                .isEqualTo(new Choice.Ask(List.of(LEIPZIG, DRESDEN), LEIPZIG, null));
    }

    @Test
    void repeatsTheLastChoiceWhereThePersonWishedSo() {
        assertThat(homeRealm.choose(new Request("", " ", "lecos-leipzig", true)))
                .isEqualTo(new Choice.Straight(LEIPZIG));
    }
}
