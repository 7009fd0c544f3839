package de.stadttor.testing;

import de.stadttor.application.Applications;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Json;
import de.stadttor.registration.InitialAccess.Promise;
import de.stadttor.registration.InitialAccessOrder;
import de.stadttor.registration.InitialAccessTokens;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers applications dynamically, and takes away whatever came of it. */
public final class Registrar implements AutoCloseable {

    public static final String OWNER = "bernd.vogel@dresden.example";

    private final HubUnderTest hub;
    private final TestClient http;
    private final List<UUID> tokens = new ArrayList<>();
    private final List<String> clients = Collections.synchronizedList(new ArrayList<>());

    public Registrar(HubUnderTest hub) {
        this.hub = hub;
        this.http = new TestClient(hub.issuer(), "none");
    }

    /** An initial access token without releases. */
    public String token(int registrations) {
        return token(new InitialAccessOrder(OWNER, registrations, Duration.ofHours(1), false, List.of()));
    }

    /** With which Dresden releases name and e-mail address. */
    public String releasingToken() {
        Promise promise = new Promise("ebit-dresden", Set.of("name", "email"), null, "§ 5 EGovG");
        return token(new InitialAccessOrder(OWNER, 5, Duration.ofHours(1), false, List.of(promise)));
    }

    public String token(InitialAccessOrder order) {
        InitialAccessTokens.Created created =
                hub.bean(InitialAccessTokens.class).create(order, Actor.SYSTEM);
        tokens.add(created.access().id());
        return created.token();
    }

    /** The metadata of a confidential web application, with these instead; a null leaves one out. */
    public static Map<String, @Nullable Object> metadata(Map<String, ? extends @Nullable Object> further) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "Probe");
        metadata.put("redirect_uris", List.of(TestClient.CALLBACK));
        metadata.putAll(further);
        metadata.values().removeIf(value -> value == null);
        return metadata;
    }

    /** Registers, with a token for this alone. */
    public Answer register(Map<String, ? extends @Nullable Object> further) {
        return register(token(1), Json.write(metadata(further)));
    }

    public Answer register(@Nullable String token, String body) {
        Answer answer = send("POST", hub.issuer() + "/connect/register", token, body);
        if (answer.status() == 201) {
            clients.add(answer.text("client_id"));
        }
        return answer;
    }

    /** Manages a registration at the address and with the token that it was given. */
    public Answer manage(String method, Answer registered, String body) {
        return send(
                method, registered.text("registration_client_uri"), registered.text("registration_access_token"), body);
    }

    public Answer send(String method, String address, @Nullable String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build());
    }

    @Override
    public void close() {
        clients.forEach(id -> hub.bean(Applications.class).remove(id, Actor.SYSTEM));
        tokens.forEach(id -> hub.bean(InitialAccessTokens.class).delete(id, Actor.SYSTEM));
    }
}
