package de.stadttor.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.stadttor.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import stadttor.demo.Folders;

/** The files of {@code src/test/interop/spa} on a port of their own, with oidc-client-ts as npm brings it. */
final class BrowserApplication implements AutoCloseable {

    private static final Path FILES = Folders.project().resolve("src/test/interop/spa");
    private static final String LIBRARY = "oidc-client-ts.min.js";

    private final HttpServer server;
    private final byte[] settings;

    private BrowserApplication(HttpServer server, Map<String, Object> settings) {
        this.server = server;
        this.settings = ("globalThis.settings = " + Json.write(settings)).getBytes(StandardCharsets.UTF_8);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Serves them.
     *
     * @param bound whether its tokens are bound to a key (DPoP)
     */
    static BrowserApplication started(String issuer, String clientId, boolean bound) {
        try {
            return new BrowserApplication(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                    Map.of("authority", issuer, "client_id", clientId, "bound", bound));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its origin with a slash, where its page is. */
    String home() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** What it has to be registered with. */
    Map<String, String> registration() {
        return Map.of(
                "client-authentication",
                "[none]",
                "client-secret",
                "",
                "redirect-uris",
                "['" + home() + "callback']",
                "post-logout-redirect-uris",
                "['" + home() + "bye']");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] body = switch (name) {
            case "", "callback", "bye" -> Files.readAllBytes(FILES.resolve("index.html"));
            case "app.js" -> Files.readAllBytes(FILES.resolve(name));
            case "settings.js" -> settings;
            case LIBRARY -> Files.readAllBytes(Node.modules().resolve("oidc-client-ts/dist/browser/" + LIBRARY));
            default -> new byte[0];
        };
        exchange.getResponseHeaders().set("Content-Type", name.endsWith(".js") ? "text/javascript" : "text/html");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
