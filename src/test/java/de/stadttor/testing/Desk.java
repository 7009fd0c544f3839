package de.stadttor.testing;

import de.stadttor.platform.Json;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules' API with real tokens: who asks is a user name of the demo, {@code cli} for the client of the command. */
public final class Desk {

    private static final Map<String, String> PROVIDERS = Map.of(
            "dirk.admin", "ebit-dresden",
            "daniela.admin", "ebit-dresden",
            "otto.betrieb", "ebit-dresden",
            "bernd.vogel", "ebit-dresden",
            "heiko.admin", "kid-magdeburg",
            "hanna.admin", "kid-magdeburg",
            "paul.revision", "kid-magdeburg",
            "lars.admin", "lecos-leipzig",
            "olga.betrieb", "lecos-leipzig");

    private final HubUnderTest hub;
    private final TestClient stadttor;
    private final Map<String, SignedIn> people = new HashMap<>();

    public Desk(HubUnderTest hub) {
        this.hub = hub;
        this.stadttor = new TestClient(hub.issuer(), "stadttor");
    }

    /** A fresh token of theirs. */
    public String token(String user) {
        if (user.equals("cli")) {
            return new TestClient(hub.issuer(), "stadttor-cli")
                    .clientCredentials(Map.of())
                    .text("access_token");
        }
        return person(user).tokens().text("access_token");
    }

    /** Their account at the hub. */
    public UUID account(String user) {
        SignedIn person = person(user);
        return person.account(person.tokens());
    }

    private SignedIn person(String user) {
        return people.computeIfAbsent(
                user, name -> SignedIn.as(hub, name, String.valueOf(PROVIDERS.get(name)), stadttor));
    }

    public Answer get(String user, String path) {
        return stadttor.get("/api/v1" + path, token(user));
    }

    public Answer post(String user, String path, Object body) {
        return send(token(user), "POST", path, Json.write(body));
    }

    public Answer put(String user, String path, Object body) {
        return send(token(user), "PUT", path, Json.write(body));
    }

    /** With a token that one has already, and a body as it stands. */
    public Answer send(String token, String method, String path, String body) {
        return send(token, method, path, body, null);
    }

    /**
     * The same for whoever says which state they saw.
     *
     * @param ifMatch a header; null for none
     */
    public Answer send(String token, String method, String path, String body, @Nullable String ifMatch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.issuer() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return stadttor.send(request.build());
    }

    /** Looks at a proposal, and then puts other edits in place of its own. */
    public Answer edit(String user, String proposal, Object body) {
        String path = "/proposals/" + proposal;
        return send(token(user), "PUT", path, Json.write(body), tag(demand(get(user, path), 200)));
    }

    /** What somebody has to send who has seen that answer. */
    public static String tag(Answer answer) {
        return answer.response()
                .headers()
                .firstValue("ETag")
                .orElseThrow(() -> new AssertionError("no ETag in " + answer.status() + " " + answer.body()));
    }

    /** A rule as the API wants it. */
    public static Map<String, Object> rule(String id, String application, String group, String... roles) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("application", application);
        rule.put("when", Map.of("group", group));
        rule.put("grant", List.of(roles));
        return rule;
    }

    /** One that gives Anna's office a sensitive role. */
    public static List<Map<String, Object>> approving() {
        return List.of(rule("dd-neu", "bauantrag", "/Bauaufsichtsamt/Sachbearbeitung", "genehmigen"));
    }

    /** An ordinary one. */
    public static Map<String, Object> reading(String id) {
        return rule(id, "bauantrag", "/Bürgeramt/Meldewesen", "lesen");
    }

    /** A draft of these rules; its id. */
    public String draft(String user, String provider, List<Map<String, Object>> set, String... remove) {
        Answer answer = post(
                user,
                "/proposals",
                Map.of("provider", provider, "set", set, "remove", List.of(remove), "why", "Vertretung"));
        return demand(answer, 201).text("id");
    }

    /** What somebody has to send who has looked at a proposal. */
    public Map<String, Object> seen(String user, String proposal) {
        return Map.of(
                "seen",
                demand(post(user, "/simulations", Map.of("proposal", proposal)), 200)
                        .text("seen"));
    }

    /** Looks at a proposal and then submits, approves or activates it. */
    public Answer act(String user, String proposal, String step) {
        return post(user, "/proposals/" + proposal + "/" + step, seen(user, proposal));
    }

    /** From a draft to a version, with a second person where one is named. */
    public Answer through(String author, String proposal, @Nullable String approver) {
        if (approver != null) {
            demand(act(author, proposal, "submit"), 200);
            demand(act(approver, proposal, "approve"), 200);
        }
        return demand(act(author, proposal, "activate"), 200);
    }

    public static Answer demand(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer.status() + " " + answer.body());
        }
        return answer;
    }
}
