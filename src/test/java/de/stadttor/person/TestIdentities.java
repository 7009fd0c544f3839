package de.stadttor.person;

import de.stadttor.federation.Assurance;
import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider in Dresden and what it says about Anna. */
final class TestIdentities {

    static final Municipality DRESDEN = new Municipality("14612000", "Dresden");
    static final Municipality LEIPZIG = new Municipality("14713000", "Leipzig");
    static final Provider.ClaimProfile PROFILE =
            new Provider.ClaimProfile("groups", "realm_access.roles", "department", "ags");

    private TestIdentities() {}

    static Provider provider() {
        return provider(PROFILE, DRESDEN);
    }

    static Provider provider(Provider.ClaimProfile profile, Municipality... municipalities) {
        return new Provider(
                "ebit-dresden",
                "eBit Dresden",
                "https://ebit.example",
                "stadttor",
                List.of("dresden.example"),
                true,
                Arrays.asList(municipalities),
                null,
                Provider.Logout.PROVIDER,
                profile,
                Map.of("1", Assurance.LOW, "2", Assurance.SUBSTANTIAL),
                null);
    }

    static UpstreamIdentity anna(Map<String, Object> claims) {
        return identity("anna", "1", List.of("pwd"), claims);
    }

    static UpstreamIdentity identity(
            String subject, @Nullable String acr, List<String> amr, Map<String, Object> claims) {
        return new UpstreamIdentity(
                "ebit-dresden", subject, Instant.parse("2026-11-23T08:00:00Z"), acr, amr, null, claims, "id.to.ken");
    }
}
