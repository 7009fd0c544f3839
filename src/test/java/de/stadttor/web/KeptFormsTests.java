package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.Sealer;
import de.stadttor.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was typed is there again, for a day, and only as the hub sealed it. */
class KeptFormsTests {

    private static final Map<String, List<String>> FIELDS = Map.of(
            "why",
            List.of("Übergang\r\nbis = März & weiter\0"),
            "role",
            List.of("lesen", "bearbeiten"),
            "id",
            List.of(""));

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-24T08:00:00Z"));
    private final Sealer sealer = new Sealer(new byte[32]);
    private final KeptForms forms = new KeptForms(sealer, clock);

    @Test
    void everyCharacterIsThereAgain() {
        KeptForm form = forms.keep("account", "/desk/a", FIELDS);

        assertThat(forms.open(forms.seal(form))).hasValueSatisfying(again -> {
            assertThat(again.account()).isEqualTo("account");
            assertThat(again.path()).isEqualTo("/desk/a");
            assertThat(again.fields()).isEqualTo(FIELDS);
        });
    }

    @Test
    void isReadAndMadeByNobodyElse() {
        String sealed = forms.seal(forms.keep("account", "/desk/a", FIELDS));
        byte[] changed = Base64.getUrlDecoder().decode(sealed);
        changed[20] ^= 1;

        assertThat(Base64.getUrlDecoder().decode(sealed)).asString().doesNotContain("bearbeiten");
        assertThat(forms.open(Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
        assertThat(forms.open(sealed.substring(4))).isEmpty();
        assertThat(forms.open("not base64 !")).isEmpty();
        assertThat(forms.open(new FormProofs(sealer).toString())).isEmpty();
        assertThat(forms.open(Base64.getUrlEncoder()
                        .encodeToString(sealer.purpose("desk-form").seal("account\n9999999999\n/desk/a"))))
                .isEmpty();
    }

    @Test
    void isForgottenAfterAWorkingDay() {
        String sealed = forms.seal(forms.keep("account", "/desk/a", FIELDS));

        clock.advance(KeptForms.LONGEST.minus(Duration.ofSeconds(2)));
        assertThat(forms.open(sealed)).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(forms.open(sealed)).isEmpty();
    }

    @Test
    void theLongestFormComesBackShorterThanItWasSent() {
        String conditions = "group /Bauaufsichtsamt/Sachbearbeitung\n".repeat(6_000);

        assertThat(forms.seal(forms.keep("account", "/desk/a", Map.of("any", List.of(conditions)))))
                .hasSizeLessThan(conditions.length());
    }
}
