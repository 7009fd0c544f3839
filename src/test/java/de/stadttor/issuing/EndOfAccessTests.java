package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.person.Accounts;
import de.stadttor.platform.Actor;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One policy over every road by which something can still be had of a grant: whatever ends access ends them all. */
class EndOfAccessTests {

    private static final String RULE = "dd-bau-sachbearbeitung";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final SignedIn anna = SignedIn.anna(hub);
    private final Held held = new Held(anna.code(), anna.tokens(), anna.offlineTokens());

    /** What the application had before. */
    private record Held(String code, Answer tokens, Answer offline) {}

    @AfterEach
    void putBack() {
        hub.putBack();
        hub.bean(Accounts.class).enable(anna.account(held.tokens()), Actor.SYSTEM);
    }

    private static UnaryOperator<String> withoutLine(String part) {
        return document ->
                document.lines().filter(line -> !line.contains(part)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String providerOff(String document) {
        return document.replace(
                "email-domains: [dresden.example]\n    enabled: true",
                "email-domains: [dresden.example]\n    enabled: false");
    }

    private static String withoutDresden(String document) {
        String others = withoutLine("provider: ebit-dresden").apply(document);
        int from = others.indexOf("  - id: ebit-dresden");
        return others.substring(0, from) + others.substring(others.indexOf("  - id: kid-magdeburg"));
    }

    /** What ends access, with the reason that the application is told. */
    enum End {
        PROVIDER_SWITCHED_OFF("provider_disabled"),
        PROVIDER_REMOVED("provider_disabled"),
        ACCOUNT_DISABLED("account_disabled"),
        RELEASE_REMOVED("not_released"),
        STATE_NO_LONGER_ADMITTED("state_not_admitted"),
        RULE_REMOVED("no_role"),
        MORE_ASSURANCE_DEMANDED("assurance_too_low");

        private final String reason;

        End(String reason) {
            this.reason = reason;
        }
    }

    private void come(End end) {
        switch (end) {
            case PROVIDER_SWITCHED_OFF -> hub.change(EndOfAccessTests::providerOff);
            case PROVIDER_REMOVED -> hub.change(EndOfAccessTests::withoutDresden);
            case ACCOUNT_DISABLED -> hub.bean(Accounts.class).disable(anna.account(held.tokens()), Actor.SYSTEM);
            case RELEASE_REMOVED -> hub.change(withoutLine("{provider: ebit-dresden, application: bauantrag, claims"));
            case STATE_NO_LONGER_ADMITTED ->
                hub.change(document -> document.replaceFirst("states: \\[DE-SN, DE-ST\\]", "states: [DE-ST]"));
            case RULE_REMOVED -> hub.change(withoutLine("id: " + RULE));
            case MORE_ASSURANCE_DEMANDED ->
                hub.change(document -> document.replaceFirst("assurance: low\\}\n", "assurance: high}\n"));
        }
    }

    /** What is left to be had, by every road; empty where that is nothing and no reason is told. */
    private Map<String, String> leftToBeHad() {
        Map<String, String> roads = new LinkedHashMap<>();
        roads.put("code", refusal(client.redeem(held.code())));
        roads.put("refresh", refusal(client.refresh(held.tokens().text("refresh_token"))));
        roads.put("refresh offline", refusal(client.refresh(held.offline().text("refresh_token"))));
        for (Answer tokens : List.of(held.tokens(), held.offline())) {
            Answer userinfo = client.userinfo(tokens.text("access_token"));
            roads.merge("userinfo", userinfo.status() == 401 ? "" : userinfo.body(), (a, b) -> a + b);
            for (String kind : List.of("access_token", "refresh_token")) {
                Answer answer = client.introspect(tokens.text(kind));
                boolean inactive = answer.json().equals(Map.of("active", false));
                roads.merge("introspection", inactive ? "" : answer.body(), (a, b) -> a + b);
            }
        }
        return roads;
    }

    private static String refusal(Answer answer) {
        return answer.status() + " " + answer.text("error") + " " + answer.text("error_description");
    }

    @ParameterizedTest
    @EnumSource
    void everyRoadIsClosed(End end) {
        come(end);

        String refused = "400 invalid_grant " + end.reason;
        assertThat(leftToBeHad())
                .isEqualTo(Map.of(
                        "code", refused,
                        "refresh", refused,
                        "refresh offline", refused,
                        "userinfo", "",
                        "introspection", ""));
    }

    @Test
    void refusedRefreshConsumesNothing() {
        String token = held.tokens().text("refresh_token");
        hub.change(EndOfAccessTests::providerOff);
        assertThat(client.refresh(token).status()).isEqualTo(400);
        hub.clock().advance(Duration.ofSeconds(11));
        try {
            hub.putBack();

            assertThat(client.refresh(token).status()).isEqualTo(200);
        } finally {
            hub.clock().reset();
        }
    }

    @Test
    void removedApplicationIsNobody() {
        hub.add("kurz", Map.of());
        TestClient brief = new TestClient(hub.issuer(), "kurz");
        Answer tokens = anna.tokens(brief, Map.of());
        String code = anna.code(brief, Map.of());

        hub.putBack();

        assertThat(brief.redeem(code).text("error")).isEqualTo("invalid_client");
        assertThat(brief.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_client");
        assertThat(brief.userinfo(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void changedRuleShowsInTheNextToken() {
        hub.change(document -> document.lines()
                .map(line -> line.contains("id: " + RULE) ? line.replace("[lesen, bearbeiten]", "[lesen]") : line)
                .collect(Collectors.joining("\n", "", "\n")));

        Answer refreshed = client.refresh(held.tokens().text("refresh_token"));

        assertThat(refreshed.claims("access_token")).containsEntry("roles", List.of("lesen"));
        assertThat(refreshed.claims("id_token")).containsEntry("roles", List.of("lesen"));
        assertThat(client.userinfo(held.tokens().text("access_token")).json()).containsEntry("roles", List.of("lesen"));
    }

    @Test
    void claimThatIsReleasedNoMoreIsLeftOut() {
        hub.change(document -> document.replaceFirst(
                "application: bauantrag, claims: \\[name, email, org_unit\\]",
                "application: bauantrag, claims: [name]"));

        Answer userinfo = client.userinfo(held.tokens().text("access_token"));

        assertThat(userinfo.json()).containsKey("name").doesNotContainKeys("email", "email_verified", "org_unit");
    }
}
