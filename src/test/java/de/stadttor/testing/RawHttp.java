package de.stadttor.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request as bytes on the wire: for what no HTTP client would send. */
public final class RawHttp {

    private final URI hub;

    public RawHttp(String issuer) {
        this.hub = URI.create(issuer);
    }

    /** An answer, head and body as they came. */
    public record Raw(int status, String head, String body) {}

    public Raw get(String target, String... headers) {
        return send("GET " + target, "", headers);
    }

    public Raw post(String target, String body, String... headers) {
        return send("POST " + target, body, headers);
    }

    /** With any method; a body is sent as a form. */
    public Raw send(String methodAndTarget, String body, String... headers) {
        StringBuilder head = new StringBuilder(methodAndTarget + " HTTP/1.1\r\n");
        head.append("Host: ").append(hub.getAuthority()).append("\r\nConnection: close\r\n");
        for (String header : List.of(headers)) {
            head.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            head.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.ISO_8859_1).length)
                    .append("\r\n");
        }
        head.append("\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no answer to " + methodAndTarget, e);
        }
    }

    private static Raw parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP: " + answer);
        }
        String head = answer.substring(0, end);
        return new Raw(Integer.parseInt(head.split(" ", 3)[1]), head, answer.substring(end + 4));
    }
}
