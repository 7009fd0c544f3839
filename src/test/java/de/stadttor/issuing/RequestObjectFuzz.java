package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.issuing.RequestObjects.Read;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.testing.TestJwt;

/** Request objects: any text, and any claims that the application signed. */
public final class RequestObjectFuzz {

    private static final RequestObjects OBJECTS = new RequestObjects(
            FuzzWorld.keys(), new OutgoingCalls(FuzzWorld.SETTINGS), FuzzWorld.SETTINGS, FuzzWorld.CLOCK);

    private RequestObjectFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var application = data.consumeBoolean() ? FuzzWorld.PLAIN : FuzzWorld.FAPI;
        if (data.consumeBoolean()) {
            if (OBJECTS.read(data.consumeRemainingAsString(), application) instanceof Read.Parameters) {
                throw new IllegalStateException("taken without a signature");
            }
            return;
        }
        String typ = data.consumeString(20);
        TestJwt jwt = TestJwt.of(FuzzWorld.claims(data.consumeRemainingAsString()));
        OBJECTS.read((typ.isEmpty() ? jwt : jwt.header("typ", typ)).signedBy(FuzzWorld.KEY), application);
    }
}
