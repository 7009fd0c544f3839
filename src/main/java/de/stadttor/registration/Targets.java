package de.stadttor.registration;

import de.stadttor.application.Addresses;
import de.stadttor.platform.OutgoingCalls;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of an application that the hub calls or a browser opens. One that names an internal network is refused at
 * once; what a name resolves to is looked at again at each call, by {@link OutgoingCalls}.
 */
final class Targets {

    private final OutgoingCalls calls;
    private final boolean loopbackHttp;

    /**
     * @param loopbackHttp whether http is possible on loopback: in the demo
     */
    Targets(OutgoingCalls calls, boolean loopbackHttp) {
        this.calls = calls;
        this.loopbackHttp = loopbackHttp;
    }

    /** What is wrong with an address that the hub calls; null where nothing is. */
    @Nullable
    String problem(String address) {
        String problem = shownProblem(address);
        return problem == null ? internal(address) : problem;
    }

    /** As {@link #problem}, by https in any case. */
    @Nullable
    String securedProblem(String address) {
        String problem = Addresses.serverProblem(address, false);
        return problem == null ? internal(address) : problem;
    }

    /** What is wrong with an address that a person's browser opens; null where nothing is. */
    @Nullable
    String shownProblem(String address) {
        return Addresses.serverProblem(address, loopbackHttp);
    }

    private @Nullable String internal(String address) {
        return calls.mayCall(URI.create(address)) ? null : "the hub calls no internal address, expected a public one";
    }
}
