package de.stadttor.upstream;

import de.stadttor.federation.Provider;
import de.stadttor.person.UpstreamIdentity;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import de.stadttor.testing.FakeProvider;
import de.stadttor.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The hub's upstream side with one fake provider, and a browser between the two. */
final class UpstreamFixture implements AutoCloseable {

    static final URI REDIRECT = URI.create("http://localhost:9000/login/callback/dresden");

    final TestClock clock = TestClock.at(Instant.parse("2026-11-23T08:00:00Z"));
    final FakeProvider fake = FakeProvider.started("dresden", clock);
    final Upstream upstream;
    private final OutgoingCalls calls;
    private final HttpClient browser = HttpClient.newHttpClient();

    UpstreamFixture() {
        Settings settings =
                new Settings("http://localhost:9000", "", List.of(), List.of("127.0.0.0/8", "::1/128"), null, true);
        calls = new OutgoingCalls(settings);
        upstream = new Upstream(calls, id -> Optional.of(FakeProvider.CLIENT_SECRET), new Responsiveness(clock), clock);
        fake.person(
                "f:4711:anna",
                Map.of("groups", List.of("/A"), "realm_roles", List.of("r"), "department", "63", "ags", "14612000"));
    }

    static StartRequest request() {
        return request(false, null);
    }

    static StartRequest request(boolean forceLogin, @Nullable Duration maxAge) {
        return new StartRequest(REDIRECT, Secrets.next(), forceLogin, false, maxAge, null, List.of(), null);
    }

    UpstreamIdentity signIn() throws UpstreamFailure {
        return signIn(fake.provider(), request());
    }

    UpstreamIdentity signIn(Provider provider, StartRequest request) throws UpstreamFailure {
        Start start = upstream.start(provider, request);
        return upstream.finish(provider, start.pending(), callback(start.location()), REDIRECT);
    }

    /** What the provider sends back through the browser. */
    Map<String, List<String>> callback(URI location) {
        try {
            HttpResponse<Void> answer =
                    browser.send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.discarding());
            URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
            Map<String, List<String>> parameters = new java.util.LinkedHashMap<>();
            UriComponentsBuilder.fromUri(back)
                    .build()
                    .getQueryParams()
                    .forEach((name, values) -> parameters.put(
                            name,
                            values.stream()
                                    .map(value ->
                                            java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8))
                                    .toList()));
            return parameters;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fake.close();
        calls.close();
    }
}
