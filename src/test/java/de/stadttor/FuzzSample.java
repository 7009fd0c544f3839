package de.stadttor;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** A parser with a fault, to prove that {@link FuzzTests} would find one. */
public final class FuzzSample {

    private FuzzSample() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        if (text.length() > 2 && text.charAt(0) == 'F' && text.charAt(1) == 'U') {
            throw new IllegalStateException("found");
        }
    }
}
