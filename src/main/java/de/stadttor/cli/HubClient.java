package de.stadttor.cli;

import de.stadttor.platform.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running hub with a client's own access token (RFC 6749 section 4.4). */
final class HubClient {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final URI hub;
    private final String clientId;
    private final String secret;
    private final HttpClient http;
    private @Nullable String token;

    HubClient(URI hub, String clientId, String secret, @Nullable String caFile) {
        this.hub = hub;
        this.clientId = clientId;
        this.secret = secret;
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(TrustedAuthorities.tls(caFile))
                .build();
    }

    URI address() {
        return hub;
    }

    HttpResponse<String> get(String path, String accept) {
        return send(api(path).header("Accept", accept).GET());
    }

    HttpResponse<String> put(String path, String contentType, String body) {
        return send(api(path)
                .header("Accept", "application/json")
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(api(path)
                .header("Accept", "application/json")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(hub + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        String present = token;
        if (present == null) {
            present = newToken();
            token = present;
        }
        return present;
    }

    private String newToken() {
        JsonNode discovery = json(send(HttpRequest.newBuilder(URI.create(hub + "/.well-known/openid-configuration"))
                .timeout(LONGEST)
                .GET()));
        if (!hub.toString().equals(discovery.path("issuer").asString())) {
            throw new CommandFailure("The hub at " + hub + " calls itself "
                    + discovery.path("issuer").asString() + ": use that address.");
        }
        String credentials = URLEncoder.encode(clientId, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(discovery.path("token_endpoint").asString()))
                .timeout(LONGEST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        if (answer.statusCode() != 200) {
            throw new CommandFailure("The hub at " + hub + " gives " + clientId + " no token (" + answer.statusCode()
                    + "): check STADTTOR_CLIENT_ID and STADTTOR_CLIENT_SECRET.");
        }
        return json(answer).path("access_token").asString();
    }

    JsonNode json(HttpResponse<String> answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new CommandFailure(
                    "What answers at " + hub + " is no hub (" + answer.statusCode() + ", no JSON).", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            String why = e.getMessage() == null ? "no connection" : e.getMessage();
            throw new CommandFailure("The hub at " + hub + " does not answer: " + why + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for the hub at " + hub + ".", e);
        }
    }
}
