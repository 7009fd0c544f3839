package de.stadttor.upstream;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.person.CleanText;
import de.stadttor.person.PersonReader;
import de.stadttor.person.ToldClaims;
import de.stadttor.person.UpstreamIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a provider signed: any claims are refused, or tell of a person in texts that nothing is hidden in. */
public final class UpstreamClaimsFuzz {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Provider PROVIDER = new Provider(
            "ebit-dresden",
            "eBit Dresden",
            "https://idp.example",
            "stadttor",
            List.of(),
            true,
            List.of(new Municipality("14612000", "Dresden")),
            null,
            Provider.Logout.PROVIDER,
            new Provider.ClaimProfile("groups", "realm_access.roles", "department", "ags"),
            Map.of("low", Assurance.LOW),
            null);
    private static final Pending PENDING =
            new Pending("ebit-dresden", "state", "nonce", "verifier", NOW, Duration.ofHours(1), false);

    private UpstreamClaimsFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean checked = data.consumeBoolean();
        try {
            Map<String, Object> claims = BoundedJson.claims("claims", data.consumeRemainingAsString());
            if (checked) {
                new IdTokenChecks(PROVIDER, PENDING, NOW, "token").check(new IdTokens.Signed("RS256", claims));
            }
            check(
                    PersonReader.read(
                            new UpstreamIdentity("ebit-dresden", "sub", NOW, null, List.of(), null, claims, ""),
                            PROVIDER),
                    claims);
        } catch (UpstreamFailure e) {
            // refused
        }
    }

    private static void check(ToldClaims told, Map<String, Object> claims) {
        boolean clean = told.groups().stream().allMatch(UpstreamClaimsFuzz::isClean)
                && told.roles().stream().allMatch(UpstreamClaimsFuzz::isClean)
                && told.profile().values().stream().allMatch(value -> !(value instanceof String text) || isClean(text))
                && (told.orgUnit() == null || isClean(told.orgUnit()))
                && (told.email() == null || told.email().equals(claims.get("email")));
        if (!clean || (told.ags() != null && !told.ags().equals("14612000"))) {
            throw new IllegalStateException("a person who was not told of like that");
        }
    }

    private static boolean isClean(String text) {
        return CleanText.exact(text).isPresent();
    }
}
