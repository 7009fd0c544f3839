package de.stadttor.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.HttpEntities;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one way from the hub to providers and applications. It calls public addresses by https, and by either scheme the
 * networks of {@link Settings#internalTargets}; nothing else, whatever a name resolves to at that moment. It follows no
 * redirect, keeps no cookie, reads no more than {@link Limits} say, and gives a call that many seconds as a whole,
 * however the answer trickles in. A target that hangs holds up no call to another.
 */
@Component
public final class OutgoingCalls implements AutoCloseable {

    /**
     * @param connect for one connection
     * @param whole for the whole call, name look-up to last byte
     * @param responseBytes the longest body that is read
     * @param callsPerTarget how many calls to one host and port run at a time; one more fails at once
     */
    public record Limits(Duration connect, Duration whole, int responseBytes, int callsPerTarget) {

        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20, 30);
    }

    /**
     * An answer with any status.
     *
     * @param contentType null where the target does not say
     * @param body empty where there is none; read as UTF-8
     * @param date the target's clock; null where it does not say
     * @param certified until when the target's certificates are valid, the first of them to end; null without TLS
     */
    public record Response(
            int status,
            @Nullable String contentType,
            String body,
            @Nullable Instant date,
            @Nullable Instant certified) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    private final Limits limits;
    private final ReachableAddresses reachableByHttps;
    private final ReachableAddresses reachableByHttp;
    private final CloseableHttpClient byHttps;
    private final CloseableHttpClient byHttp;

    /**
     * Platform threads: a virtual one that looks up a name holds on to its carrier, so names that hang would hold up
     * every request of the hub.
     */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("outgoing-call-", 0).factory());

    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    @Autowired
    public OutgoingCalls(Settings settings) {
        this(settings, Limits.DEFAULT);
    }

    public OutgoingCalls(Settings settings, Limits limits) {
        this.limits = limits;
        List<Network> internal =
                settings.internalTargets().stream().map(Network::of).toList();
        SSLContext tls = TrustedAuthorities.tls(settings.caFile());
        this.reachableByHttps = new ReachableAddresses(internal, true);
        this.reachableByHttp = new ReachableAddresses(internal, false);
        this.byHttps = client(reachableByHttps, tls, limits);
        this.byHttp = client(reachableByHttp, tls, limits);
    }

    /**
     * Whether an address may be called as far as can be told without asking anybody: false for one that names a network
     * which is out of reach. What a name resolves to is looked at when it is called.
     */
    public boolean mayCall(URI target) {
        ReachableAddresses reachable =
                "https".equalsIgnoreCase(target.getScheme()) ? reachableByHttps : reachableByHttp;
        return target.getHost() != null && reachable.mayAllow(target.getHost());
    }

    public Response get(URI target, Map<String, String> headers) throws CallFailure {
        return call(new HttpGet(target), target, headers);
    }

    /** Sends {@code application/x-www-form-urlencoded}. */
    public Response postForm(URI target, Map<String, String> form, Map<String, String> headers) throws CallFailure {
        HttpPost request = new HttpPost(target);
        List<NameValuePair> fields = form.entrySet().stream()
                .<NameValuePair>map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList();
        request.setEntity(HttpEntities.createUrlEncoded(fields, StandardCharsets.UTF_8));
        return call(request, target, headers);
    }

    private Response call(HttpUriRequestBase request, URI target, Map<String, String> headers) throws CallFailure {
        CloseableHttpClient client = clientFor(target);
        headers.forEach(request::setHeader);
        String host = target.getHost().toLowerCase(Locale.ROOT) + ":" + target.getPort();
        if (!enter(host)) {
            throw new CallFailure(CallFailure.Kind.UNREACHABLE, host + " is busy with our other calls");
        }
        Future<Response> answer = threads.submit(() -> {
            try {
                HttpClientContext context = HttpClientContext.create();
                return client.execute(request, context, response -> read(response, context));
            } finally {
                leave(host);
            }
        });
        try {
            return answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            request.cancel();
            throw new CallFailure(CallFailure.Kind.TIMED_OUT, host + " did not answer in time");
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw new CallFailure(CallFailure.Kind.UNREACHABLE, "interrupted while calling " + host);
        } catch (ExecutionException e) {
            throw failure(host, e.getCause());
        }
    }

    private CloseableHttpClient clientFor(URI target) throws CallFailure {
        if (target.getHost() != null && target.getUserInfo() == null) {
            if ("https".equalsIgnoreCase(target.getScheme())) {
                return byHttps;
            }
            if ("http".equalsIgnoreCase(target.getScheme())) {
                return byHttp;
            }
        }
        throw new CallFailure(CallFailure.Kind.REFUSED_TARGET, "not an http or https address of a host");
    }

    private boolean enter(String host) {
        boolean[] entered = new boolean[1];
        underWay.compute(host, (h, calls) -> {
            int now = calls == null ? 0 : calls;
            entered[0] = now < limits.callsPerTarget();
            return entered[0] ? now + 1 : now;
        });
        return entered[0];
    }

    private void leave(String host) {
        underWay.computeIfPresent(host, (h, calls) -> calls == 1 ? null : calls - 1);
    }

    /** Leaves the stream of a body that is too long alone: closing it would read the rest. */
    private Response read(ClassicHttpResponse response, HttpClientContext context) throws IOException {
        HttpEntity entity = response.getEntity();
        Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        Instant certified = certified(context.getSSLSession());
        if (entity == null) {
            return new Response(response.getCode(), null, "", date, certified);
        }
        InputStream body = entity.getContent();
        byte[] bytes = body.readNBytes(limits.responseBytes() + 1);
        if (bytes.length > limits.responseBytes()) {
            throw new TooLarge();
        }
        return new Response(
                response.getCode(),
                entity.getContentType(),
                new String(bytes, StandardCharsets.UTF_8),
                date,
                certified);
    }

    private static @Nullable Instant certified(@Nullable SSLSession session) throws SSLPeerUnverifiedException {
        return session == null
                ? null
                : Stream.of(session.getPeerCertificates())
                        .filter(X509Certificate.class::isInstance)
                        .map(certificate ->
                                ((X509Certificate) certificate).getNotAfter().toInstant())
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static CallFailure failure(String host, @Nullable Throwable cause) {
        return switch (cause) {
            case ReachableAddresses.Refused e ->
                new CallFailure(CallFailure.Kind.REFUSED_TARGET, host + " is no address that may be called");
            case TooLarge e -> new CallFailure(CallFailure.Kind.TOO_LARGE, host + " answered at too great a length");
            case MessageConstraintException e ->
                new CallFailure(CallFailure.Kind.TOO_LARGE, host + " answered with too long a header");
            case InterruptedIOException e ->
                new CallFailure(CallFailure.Kind.TIMED_OUT, host + " did not answer in time");
            case null -> new CallFailure(CallFailure.Kind.UNREACHABLE, host + " cannot be reached");
            default ->
                new CallFailure(
                        CallFailure.Kind.UNREACHABLE,
                        host + " cannot be reached: " + cause.getClass().getSimpleName());
        };
    }

    private static CloseableHttpClient client(ReachableAddresses reachable, SSLContext tls, Limits limits) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(reachable)
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(limits.callsPerTarget())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(16_384)
                                        .setMaxHeaderCount(200)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(limits.whole()))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(50))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.connect()))
                        .setResponseTimeout(Timeout.of(limits.whole()))
                        .build())
                .setUserAgent("Stadttor")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .build();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        byHttps.close(CloseMode.IMMEDIATE);
        byHttp.close(CloseMode.IMMEDIATE);
    }

    private static final class TooLarge extends IOException {}
}
