package de.stadttor.testing;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An application's server, as far as logout goes: takes logout messages, and misbehaves on request. */
public final class FakeApplication implements AutoCloseable {

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<URI> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private final int port;
    private HttpServer server;
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private FakeApplication(int port) throws IOException {
        this.server = listen(port);
        this.port = server.getAddress().getPort();
    }

    /** A request to the back-channel logout address. */
    public record Received(String contentType, String body) {

        public String logoutToken() {
            String token = Visitor.query(URI.create("http://x/?" + body)).get("logout_token");
            if (token == null) {
                throw new AssertionError("no logout_token");
            }
            return token;
        }

        public Map<String, Object> claims() {
            return TestClient.claims(logoutToken());
        }

        public JWSHeader header() {
            try {
                return SignedJWT.parse(logoutToken()).getHeader();
            } catch (ParseException e) {
                throw new AssertionError(e);
            }
        }

        public String sid() {
            return String.valueOf(claims().get("sid"));
        }
    }

    public static FakeApplication started() {
        try {
            return new FakeApplication(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        fresh.createContext("/back-channel", this::takeMessage);
        fresh.createContext("/front-channel", this::open);
        fresh.createContext("/", FakeApplication::page);
        fresh.start();
        return fresh;
    }

    public String backChannel() {
        return "http://localhost:" + port + "/back-channel";
    }

    public String frontChannel() {
        return "http://localhost:" + port + "/front-channel";
    }

    /** A page of it, where people may come back to. */
    public String home() {
        return "http://localhost:" + port + "/";
    }

    /** What came to the back-channel logout address, answered or not. */
    public List<Received> received() {
        return received;
    }

    /** What browsers opened of the front-channel logout address, as they asked for it. */
    public List<URI> opened() {
        return opened;
    }

    public int mostAtATime() {
        return mostAtATime.get();
    }

    public void answers(int with) {
        this.status = with;
    }

    /** Lets nobody have an answer until {@link #goesOn}. */
    public void hangs() {
        gate = new CountDownLatch(1);
    }

    public void goesOn() {
        gate.countDown();
    }

    public void goesAway() {
        server.stop(0);
    }

    public void comesBack() {
        try {
            server = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeMessage(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")), body));
        mostAtATime.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            await();
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(status, -1);
        } finally {
            underWay.decrementAndGet();
            exchange.close();
        }
    }

    private void await() throws IOException {
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(HttpExchange exchange) throws IOException {
        opened.add(exchange.getRequestURI());
        await();
        page(exchange);
    }

    private static void page(HttpExchange exchange) throws IOException {
        byte[] page =
                "<!DOCTYPE html><html lang=de><title>Anwendung</title><link rel=icon href=data:,><h1>Anwendung</h1>"
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        goesOn();
        server.stop(0);
    }
}
