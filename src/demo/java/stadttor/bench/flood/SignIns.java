package stadttor.bench.flood;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import stadttor.bench.faults.Configured;
import stadttor.bench.faults.HubApi;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Browser;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Upstream;

/** People who sign in with browsers that nobody knows, each so often, however long it takes. */
final class SignIns {

    static final int PEOPLE = 4;
    private static final Duration EVERY = Duration.ofMillis(200);

    private final HubApi hub;
    private final Http http;
    private final String provider;

    /** @param provider authority of the provider */
    SignIns(HubApi hub, Http http, String provider) {
        this.hub = hub;
        this.http = http;
        this.provider = provider;
    }

    /**
     * From the authorization request to the tokens.
     *
     * @return how long each took, in milliseconds
     * @throws BenchProblem where one does not come to its end
     */
    List<Double> during(Duration time) {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        long end = System.nanoTime() + time.toNanos();
        List<Thread> people = IntStream.range(0, PEOPLE)
                .mapToObj(person -> Thread.ofPlatform().name("person-", person).start(() -> {
                    try {
                        signInUntil(end, person, millis);
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                }))
                .toList();
        try {
            for (Thread person : people) {
                person.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted", e);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed instanceof BenchProblem problem ? problem : new BenchProblem("a sign-in failed", failed);
        }
        return List.copyOf(millis);
    }

    private void signInUntil(long end, int person, List<Double> millis) {
        long next = System.nanoTime() + EVERY.toNanos() * person / PEOPLE;
        while (next < end) {
            LockSupport.parkNanos(next - System.nanoTime());
            long begun = System.nanoTime();
            Browser browser = new Browser(http);
            browser.give(provider, Upstream.PERSON_COOKIE, String.valueOf(person));
            HubApi.Code code = hub.authorize(browser, Map.of("idp_hint", Configured.PROVIDER));
            if (!code.error().isEmpty()) {
                throw new BenchProblem("a sign-in ended with " + code.error());
            }
            hub.redeem(code);
            millis.add((System.nanoTime() - begun) / 1e6);
            next += EVERY.toNanos();
        }
    }
}
