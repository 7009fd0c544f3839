package de.stadttor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reference numbers as people type what they heard. */
class ReferencesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7K3M-9Q0A",
                "7k3m9q0a",
                " 7k3m 9q0a ",
                "7K3M–9QOA",
                "7 k 3 m - 9 q o a",
                "7k3m_9q0a",
                "7K3M.9Q0A"
            })
    void readsTheNumberThatWasMeant(String typed) {
        assertThat(References.read(typed)).contains("7K3M-9Q0A");
    }

    @Test
    void lettersThatLookLikeDigitsAreDigits() {
        assertThat(References.read("iLo0-0000")).contains("1100-0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7K3M", "7K3M-9Q0AA", "' or 1=1", "7K3M-9Q0U", "\u0000K3M-9Q0A", "١٢٣٤-٥٦٧٨"})
    void whatCanBeNoNumberIsNone(String typed) {
        assertThat(References.read(typed)).isEmpty();
    }

    @Test
    void readsWhatItGives() {
        String reference = References.next();
        assertThat(References.read(reference)).contains(reference);
    }
}
