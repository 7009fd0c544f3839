package de.stadttor.testing;

import de.stadttor.testing.TestClient.Answer;
import de.stadttor.testing.Visitor.Stop;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** A device without a browser, of an application that is registered for the device grant (RFC 8628). */
public final class TestDevice {

    public static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static final String ENDPOINT = "/oauth2/device_authorization";

    private final String issuer;
    private final TestClient client;

    public TestDevice(String issuer, TestClient client) {
        this.issuer = issuer;
        this.client = client;
    }

    /** Lets the demo's application {@code bauantrag} have the grant, too. */
    public static String registered(String configuration) {
        return registered(configuration, "bauantrag");
    }

    public static String registered(String configuration, String application) {
        int at = configuration.indexOf("- id: " + application + "\n");
        int grants = configuration.indexOf("grants: [", at) + "grants: [".length();
        return configuration.substring(0, grants) + "device_code, " + configuration.substring(grants);
    }

    public Answer asks(Map<String, String> further) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("scope", "openid email organization roles"));
        form.putAll(further);
        form.values().removeIf(String::isEmpty);
        return client.post(ENDPOINT, form);
    }

    public Answer asks() {
        Answer answer = asks(Map.of());
        if (answer.status() != 200) {
            throw new AssertionError("no code: " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    public Answer polls(Answer asked) {
        return polls(asked.text("device_code"));
    }

    public Answer polls(String deviceCode) {
        return client.post("/oauth2/token", Map.of("grant_type", GRANT, "device_code", deviceCode));
    }

    /** The person types a code, up to the first page. */
    public Stop typed(Employee person, String code) {
        return person.browser().post(URI.create(issuer + "/device"), Map.of("user_code", code), TestClient.CALLBACK);
    }

    /** The person types the code, chooses their provider where they are asked, and stands before the question. */
    public Stop question(Employee person, Answer asked) {
        Stop page = typed(person, asked.text("user_code"));
        return page.body().contains("data-provider=") ? person.chooses(page) : person.typesPassword(page);
    }

    /** The person answers the question. */
    public static Stop answers(Employee person, Stop question, String decision) {
        return person.submits(question, "/login/consent", Map.of("decision", decision));
    }

    /** The whole way of the person. */
    public Stop letIn(Employee person, Answer asked) {
        return answers(person, question(person, asked), "approve");
    }
}
