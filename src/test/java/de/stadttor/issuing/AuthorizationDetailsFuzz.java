package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Set;

/** Authorization details (RFC 9396): any text; what is taken is of a registered type. */
public final class AuthorizationDetailsFuzz {

    private static final Set<String> TYPES = Set.of("payment", "files");

    private AuthorizationDetailsFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        AuthorizationDetails.read(data.consumeRemainingAsString(), TYPES)
                .ifPresent(details -> details.forEach(detail -> {
                    if (!(detail.get("type") instanceof String type) || !TYPES.contains(type)) {
                        throw new IllegalStateException("of a type that is not registered");
                    }
                }));
    }
}
