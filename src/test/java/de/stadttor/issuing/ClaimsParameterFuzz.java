package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** The claims parameter (OpenID Connect Core section 5.5): any text. */
public final class ClaimsParameterFuzz {

    private ClaimsParameterFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        ClaimsParameter.read(data.consumeRemainingAsString()).ifPresent(request -> {
            request.inIdToken("acr");
            request.inIdToken("sub");
        });
    }
}
