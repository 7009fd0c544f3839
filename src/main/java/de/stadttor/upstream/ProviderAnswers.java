package de.stadttor.upstream;

import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls.Response;

/** What a provider's HTTP answers mean. */
final class ProviderAnswers {

    private ProviderAnswers() {}

    /**
     * @param what for the log: which of the provider's endpoints answered
     */
    static String body(String what, Response response) throws UpstreamFailure {
        if (response.status() == 200) {
            return response.body();
        }
        throw new UpstreamFailure(
                response.status() >= 500 || response.status() == 429
                        ? UpstreamFailure.Kind.AWAY
                        : UpstreamFailure.Kind.NONSENSE,
                what + " answered with status " + response.status());
    }

    static UpstreamFailure failure(String what, CallFailure failure) {
        UpstreamFailure.Kind kind = switch (failure.kind()) {
            case UNREACHABLE, TIMED_OUT -> UpstreamFailure.Kind.AWAY;
            case TOO_LARGE, REFUSED_TARGET -> UpstreamFailure.Kind.NONSENSE;
        };
        return new UpstreamFailure(kind, what + ": " + failure.getMessage(), failure);
    }
}
