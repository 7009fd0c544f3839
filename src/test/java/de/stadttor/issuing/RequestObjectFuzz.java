package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.application.Application;
import de.stadttor.issuing.RequestObjects.Read;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.testing.TestJwt;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request objects: any text, and any claims that the application signed. */
public final class RequestObjectFuzz {

    private static final RequestObjects OBJECTS = new RequestObjects(
            FuzzWorld.keys(), new OutgoingCalls(FuzzWorld.SETTINGS), FuzzWorld.SETTINGS, FuzzWorld.CLOCK);
    private static final List<String> TYPES = List.of("oauth-authz-req+jwt", "JWT", "dpop+jwt", "logout+jwt");

    private RequestObjectFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Application application = data.consumeBoolean() ? FuzzWorld.PLAIN : FuzzWorld.FAPI;
        if (data.consumeBoolean()) {
            if (OBJECTS.read(data.consumeRemainingAsString(), application) instanceof Read.Parameters) {
                throw new IllegalStateException("taken without a signature");
            }
            return;
        }
        String type = data.pickValue(TYPES);
        Map<String, Object> claims = FuzzedClaims.of(data, usual(application));
        Read read = OBJECTS.read(TestJwt.of(claims).header("typ", type).signedBy(FuzzWorld.KEY), application);
        if (read instanceof Read.Parameters taken && !isGood(type, claims, taken, application)) {
            throw new IllegalStateException("taken");
        }
    }

    private static Map<String, Object> usual(Application application) {
        return Map.of(
                "iss",
                application.id(),
                "client_id",
                application.id(),
                "aud",
                List.of(FuzzWorld.SETTINGS.issuer()),
                "exp",
                FuzzWorld.NOW + 60,
                "nbf",
                FuzzWorld.NOW,
                "response_type",
                "code",
                "scope",
                "openid",
                "claims",
                Map.of("id_token", Map.of()),
                "max_age",
                5,
                "resource",
                List.of("https://a/"));
    }

    private static boolean isGood(
            String type, Map<String, Object> claims, Read.Parameters taken, Application application) {
        boolean inTime = !application.protocol().isFapi()
                || (FuzzWorld.isWithin(claims.get("exp"), FuzzWorld.NOW - 30, FuzzWorld.NOW + 3_630)
                        && FuzzWorld.isWithin(claims.get("nbf"), FuzzWorld.NOW - 3_600, FuzzWorld.NOW + 30));
        return inTime
                && TYPES.indexOf(type) < 2
                && isOrMissing(claims.get("iss"), application)
                && isOrMissing(claims.get("client_id"), application)
                && !taken.parameters().containsKey("request")
                && !taken.parameters().containsKey("request_uri");
    }

    private static boolean isOrMissing(@Nullable Object presented, Application application) {
        return presented == null || presented.equals(application.id());
    }
}
