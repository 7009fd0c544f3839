package de.stadttor.upstream;

import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.OutgoingCalls.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The hub's calls to providers, each of them timed. */
final class ProviderCalls {

    private final OutgoingCalls calls;
    private final Responsiveness answers;

    private interface Call {
        Response make() throws CallFailure;
    }

    ProviderCalls(OutgoingCalls calls, Responsiveness answers) {
        this.calls = calls;
        this.answers = answers;
    }

    Response get(String provider, URI target, Map<String, String> headers) throws CallFailure {
        return timed(provider, () -> calls.get(target, headers));
    }

    Response postForm(String provider, URI target, Map<String, String> form, Map<String, String> headers)
            throws CallFailure {
        return timed(provider, () -> calls.postForm(target, form, headers));
    }

    /** Whether the provider knows the hub's client and its secret, as the latest answer of its token endpoint says. */
    void clientRefused(String provider, boolean refused) {
        answers.clientRefused(provider, refused);
    }

    private Response timed(String provider, Call call) throws CallFailure {
        long begun = System.nanoTime();
        try {
            Response response = call.make();
            boolean failed = response.status() >= 500 || response.status() == 429;
            answers.note(provider, Duration.ofNanos(System.nanoTime() - begun), failed, response.certified());
            return response;
        } catch (CallFailure e) {
            answers.note(provider, Duration.ofNanos(System.nanoTime() - begun), true, null);
            throw e;
        }
    }
}
