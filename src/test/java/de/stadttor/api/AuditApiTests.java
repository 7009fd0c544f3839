package de.stadttor.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.audit.AuditVerification;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened at a real sign-in, refusal, logout and change, and who reads it with a real token. */
class AuditApiTests {

    private static final String EVENTS = "/api/v1/audit-events";

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient stadttor = new TestClient(hub.issuer(), "stadttor");
    private final TestClient cli = new TestClient(hub.issuer(), "stadttor-cli");

    private String token(String user, String provider) {
        return SignedIn.as(hub, user, provider, stadttor)
                .tokens(stadttor, Map.of())
                .text("access_token");
    }

    private String operator() {
        return cli.clientCredentials(Map.of()).text("access_token");
    }

    private List<Map<String, Object>> events(String query, String token) {
        Answer answer = stadttor.get(EVENTS + query, token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return list(answer);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Answer answer) {
        return (List<Map<String, Object>>) answer.json().getOrDefault("events", List.of());
    }

    private Answer get(String path, String token, @Nullable String accept) {
        return stadttor.send(HttpRequest.newBuilder(URI.create(hub.issuer() + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept == null ? "*/*" : accept)
                .build());
    }

    private static Set<Object> values(List<Map<String, Object>> events, String name) {
        Set<Object> values = new TreeSet<>();
        events.forEach(event -> {
            Object value = event.get(name);
            if (value != null) {
                values.add(value);
            }
        });
        return values;
    }

    @Test
    void aSignInARefusalAndALogoutAreThereWithoutANameInTheTable() {
        SignedIn anna = SignedIn.anna(hub);
        Answer tokens = anna.tokens();
        UUID account = anna.account(tokens);
        TestClient meldeauskunft = new TestClient(hub.issuer(), "meldeauskunft");
        String reference = anna.authorize(meldeauskunft, Map.of())
                .attribute("data-reference")
                .orElseThrow();
        anna.authorize(meldeauskunft, Map.of());
        anna.authorize(Map.of("prompt", "none"));
        anna.signOut(tokens.text("id_token"));

        List<Map<String, Object>> events = events("?account=" + account + "&limit=4", operator());

        assertThat(events)
                .extracting(event -> event.get("kind"))
                .containsExactly("logout", "refusal", "refusal", "sign-in");
        assertThat(events)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("provider", "ebit-dresden")
                        .containsEntry("actor", account.toString())
                        .containsEntry("name", "Anna Richter"));
        assertThat(events.get(1))
                .containsEntry("application", "meldeauskunft")
                .containsEntry("reference", reference)
                .containsEntry("details", Map.of("event", "AccessRefused", "reason", "no_role"));
        assertThat(events("?reference=" + reference.toLowerCase(java.util.Locale.ROOT), operator()))
                .hasSize(2);
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select string_agg(e::text, ' ') from audit_event e")
                        .query(String.class)
                        .single())
                .doesNotContain("Anna", "Richter", "anna.", "dresden.example", "eyJ", tokens.text("refresh_token"));
    }

    @Test
    void aChangedConfigurationIsThereAsAWholeAndInItsParts() {
        hub.change(document -> document.replace("name: eBit Dresden", "name: eBit"));
        hub.putBack();

        List<Map<String, Object>> events = events("?kind=provider&kind=configuration&limit=4", operator());

        assertThat(events)
                .extracting(event -> event.get("kind"))
                .containsExactly("configuration", "provider", "configuration", "provider");
        assertThat(events.getFirst())
                .containsEntry("actor", "system")
                .containsEntry(
                        "details", Map.of("event", "ConfigurationApplied", "added", 0, "changed", 1, "removed", 0));
        assertThat(events.get(1)).containsEntry("provider", "ebit-dresden");
    }

    @Test
    void eachRoleSeesItsPartAndNobodyElseAny() {
        SignedIn.anna(hub);
        SignedIn.as(hub, "eva.schulze", "kid-magdeburg");
        String dirk = token("dirk.admin", "ebit-dresden");
        String paul = token("paul.revision", "kid-magdeburg");
        String olga = token("olga.betrieb", "lecos-leipzig");
        String bernd = token("bernd.vogel", "ebit-dresden");

        assertThat(values(events("?limit=1000", dirk), "provider")).containsExactly("ebit-dresden");
        assertThat(values(events("?limit=1000", paul), "provider")).containsExactly("kid-magdeburg");
        assertThat(values(events("?limit=1000", olga), "provider"))
                .contains("ebit-dresden", "kid-magdeburg", "lecos-leipzig");
        assertThat(events("?provider=kid-magdeburg", dirk)).isEmpty();
        assertThat(values(events("?kind=application", dirk), "kind")).containsExactly("application");
        for (String path : List.of(EVENTS, EVENTS + "/head")) {
            assertThat(stadttor.get(path, bernd).status()).isEqualTo(403);
            assertThat(stadttor.get(path, null).status()).isEqualTo(401);
            assertThat(stadttor.get(path, dirk).status()).isEqualTo(200);
            assertThat(stadttor.get(path, paul).status()).isEqualTo(200);
        }
        assertThat(get(EVENTS, bernd, "text/csv").status()).isEqualTo(403);
    }

    @Test
    void theHeadIsVerifiedWithThePublishedKeysAndPartOfTheChain() throws Exception {
        Answer answer = stadttor.get(EVENTS + "/head", operator());
        assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/jwt");

        SignedJWT head = SignedJWT.parse(answer.body());
        JWKSet keys = JWKSet.parse(stadttor.get("/oauth2/jwks", null).body());

        assertThat(head.getHeader().getType().getType()).isEqualTo("audit-head+jwt");
        assertThat(head.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(head.getHeader().getKeyID()).toECKey())))
                .isTrue();
        SignedIn.anna(hub);
        assertThat(hub.bean(AuditVerification.class).verify(answer.body()).findings())
                .isEmpty();
        assertThat(stadttor.get("/api/v1/providers", answer.body()).status()).isEqualTo(401);
    }

    @Test
    void pagesLeadThroughAllOfIt() {
        String token = operator();
        List<Map<String, Object>> once = events("?kind=provider&limit=1000", token);
        assertThat(once).hasSizeGreaterThan(2);
        List<Map<String, Object>> paged = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = stadttor.get(EVENTS + "?kind=provider&limit=2" + cursor, token);
            paged.addAll(list(page));
            Object next = page.json().get("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(paged).isEqualTo(once);
    }

    @Test
    void exportsTheSameAsCsvAndAsJsonLines() {
        SignedIn.anna(hub);
        String token = operator();
        int sealed = hub.bean(JdbcClient.class)
                .sql("select count(*) from audit_event where kind = 'sign-in'")
                .query(Integer.class)
                .single();
        Answer csv = get(EVENTS + "?kind=sign-in", token, "text/csv");
        Answer lines = get(EVENTS + "?kind=sign-in", token, "application/jsonl");
        Answer newline = get(EVENTS + "?kind=sign-in&limit=1", token, "application/x-ndjson");

        assertThat(csv.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/csv");
        assertThat(csv.body()).startsWith("position,at,kind,actor,").contains("\"Anna Richter\"");
        assertThat(csv.body().split("\r\n")).hasSizeGreaterThanOrEqualTo(1 + sealed);
        assertThat(lines.body().lines())
                .hasSize(csv.body().split("\r\n").length - 1)
                .allMatch(line -> line.startsWith("{\"account\":\""));
        assertThat(newline.body().lines()).hasSize(1);
        assertThat(get(EVENTS, token, "text/html").status()).isEqualTo(406);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        String token = operator();
        for (String query : List.of(
                "from=yesterday",
                "to=1",
                "account=anna",
                "cursor=AAAA",
                "cursor=~",
                "limit=0",
                "limit=x",
                "frm=1",
                "provider=%00",
                "from=%2B1000000000-01-01T00:00:00Z")) {
            Answer answer = stadttor.get(EVENTS + "?" + query, token);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.text("detail")).contains("expected");
        }
    }
}
