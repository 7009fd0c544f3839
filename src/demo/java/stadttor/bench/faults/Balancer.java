package stadttor.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * The proxy before the nodes. Each request goes to the next node that is ready, to any where none is; where no connection
 * can be opened, to another one. What was sent is never sent again: a node that dies over it, or does not answer in time,
 * makes it a 503 with {@code Retry-After}.
 */
final class Balancer implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(1);
    private static final Timeout ANSWER = Timeout.ofSeconds(8);
    private static final int MOST_CONNECTIONS = 256;
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "host", "upgrade", "te");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** A new connection each time: none of them has gone stale when a node comes back. */
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setMaxConnTotal(2 * MOST_CONNECTIONS)
                    .setDefaultConnectionConfig(
                            ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setDefaultRequestConfig(
                    RequestConfig.custom().setResponseTimeout(ANSWER).build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();

    private record Whole(ClassicHttpResponse head, byte[] body) {}

    private Balancer(HttpServer server) {
        this.server = server;
    }

    static Balancer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
            Balancer balancer = new Balancer(server);
            server.setExecutor(balancer.threads);
            server.createContext("/", balancer::handOn);
            server.start();
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void add(HubNode node) {
        backends.add(Backend.watch(node));
    }

    /** How many nodes get requests now. */
    long ready() {
        return backends.stream().filter(Backend::isReady).count();
    }

    private void handOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            for (Backend backend : inTurn()) {
                try {
                    answer(
                            exchange,
                            client.execute(
                                    new HttpHost("http", "127.0.0.1", backend.port()),
                                    request(exchange, body),
                                    response -> new Whole(response, bytes(response))));
                    return;
                } catch (HttpHostConnectException | ConnectTimeoutException e) {
                    // Nothing was sent: the next node.
                } catch (IOException e) {
                    break;
                }
            }
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private List<Backend> inTurn() {
        List<Backend> ready = backends.stream().filter(Backend::isReady).toList();
        List<Backend> all = ready.isEmpty() ? backends : ready;
        int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, all.size()));
        return Stream.concat(all.stream().skip(first), all.stream().limit(first))
                .toList();
    }

    private static ClassicHttpRequest request(HttpExchange exchange, byte[] body) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(
                exchange.getRequestMethod(), exchange.getRequestURI().toString());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });
        InetSocketAddress here = exchange.getLocalAddress();
        request.setAuthority(new URIAuthority("127.0.0.1", here.getPort()));
        if (body.length > 0) {
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }

    private static byte[] bytes(ClassicHttpResponse response) throws IOException {
        return response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
    }

    private static void answer(HttpExchange exchange, Whole answer) throws IOException {
        for (var header : answer.head().getHeaders()) {
            if (!HOP_BY_HOP.contains(header.getName().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().add(header.getName(), header.getValue());
            }
        }
        exchange.sendResponseHeaders(answer.head().getCode(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() throws IOException {
        backends.forEach(Backend::close);
        server.stop(0);
        client.close();
        threads.shutdownNow();
    }
}
