package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever reads the database, a backup for instance, finds nothing in it that opens a door. */
class StoredTokensTests {

    private final HubUnderTest hub = HubUnderTest.shared();
    private final SignedIn anna = SignedIn.anna(hub);

    /** Every row of every table as text; bytes are in hexadecimal there. */
    private String everything() {
        JdbcClient jdbc = hub.bean(JdbcClient.class);
        List<String> tables = jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list();
        assertThat(tables).contains("token", "grants", "hub_session", "signing_key");
        return tables.stream()
                .flatMap(table -> jdbc.sql("select t::text from " + table + " t").query(String.class).list().stream())
                .collect(Collectors.joining("\n"));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void noTokenLiesInTheDatabase() {
        String unused = anna.code();
        String used = anna.code();
        Answer tokens = anna.client().redeem(used);
        String successor = anna.client().refresh(tokens.text("refresh_token")).text("refresh_token");

        String stored = everything();

        for (String secret : List.of(
                unused,
                used,
                tokens.text("refresh_token"),
                successor,
                tokens.text("access_token"),
                tokens.text("id_token"))) {
            assertThat(stored.contains(secret)).isFalse();
            assertThat(stored.contains(hex(secret))).isFalse();
        }
        for (String opaque : List.of(unused, used, tokens.text("refresh_token"), successor)) {
            byte[] bytes = Base64.getUrlDecoder().decode(opaque);
            assertThat(stored.contains(HexFormat.of().formatHex(bytes, 2, bytes.length)))
                    .isFalse();
        }
    }

    @Test
    void noSecretAndNoTokenOfAProviderLiesThereInClear() {
        String stored = everything();

        for (String secret : List.of(
                "bauantrag-demo-secret",
                "ebit-dresden-demo-secret",
                "ebit-dresden-directory-demo-secret",
                "eyJhbGciOi")) {
            assertThat(stored.contains(secret)).as(secret).isFalse();
            assertThat(stored.contains(hex(secret))).as(secret).isFalse();
        }
    }

    @Test
    void tokenIsFoundByItsHashAlone() {
        String code = anna.code();
        List<String> kinds = hub.bean(JdbcClient.class)
                .sql("select kind from token where substring(key from 3) = sha256(convert_to(:code, 'UTF8'))")
                .param("code", code)
                .query(String.class)
                .list();

        assertThat(kinds).containsExactly("code");
        assertThat(new TestClient(hub.issuer(), "bauantrag")
                        .redeem(code, Map.of())
                        .status())
                .isEqualTo(200);
    }
}
