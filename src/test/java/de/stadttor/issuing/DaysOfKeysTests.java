package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.platform.OpaqueKeys;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import de.stadttor.testing.TestClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A code and a token say in which partition they are looked for: whatever they say, they are looked for. */
class DaysOfKeysTests {

    private static final Map<String, String> OFFLINE = Map.of("scope", "openid offline_access");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final TestClient client = new TestClient(hub.issuer(), "bauantrag");
    private final JdbcClient jdbc = hub.bean(JdbcClient.class);

    private UUID grantOf(String secret) {
        return jdbc.sql("select grant_id from token where key = :key")
                .param("key", OpaqueKeys.storedKey(secret).orElseThrow())
                .query(UUID.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(ints = {-20_000, -2, -1, 0, 30, 31, 32, 33, 40_000})
    void inventedSecretsOfAnyDayAreUnknown(int ahead) {
        String invented = OpaqueKeys.newSecret(hub.clock().instant().plus(Duration.ofDays(ahead)));

        assertThat(client.redeem(invented).text("error")).isEqualTo("invalid_grant");
        assertThat(client.refresh(invented).text("error")).isEqualTo("invalid_grant");
    }

    /** Before, a code lay in the partition of its own end; both releases run side by side during an upgrade. */
    @Test
    void codeOfThePreviousReleaseIsRedeemedOnce() {
        SignedIn anna = SignedIn.anna(hub);
        UUID grant = grantOf(anna.code(client, OFFLINE));
        Instant end = hub.clock().instant().plus(Codes.LIFETIME);
        String code = OpaqueKeys.newSecret(end);
        jdbc.sql(
                        "insert into token (key, kind, grant_id, issued_at, expires_at) values (:key, 'code', :grant, :now, :end)")
                .param("key", OpaqueKeys.storedKey(code).orElseThrow())
                .param("grant", grant)
                .param("now", hub.clock().instant().atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();

        Answer tokens = client.redeem(code);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(client.redeem(code).text("error")).isEqualTo("invalid_grant");
        assertThat(client.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void everythingOfAGrantLiesOnItsDay() {
        SignedIn anna = SignedIn.anna(hub);
        String code = anna.code();
        Answer tokens = client.redeem(code);
        String day = day(grantOf(code));

        assertThat(jdbc.sql("select session from grants where id = :id")
                        .param("id", grantOf(code))
                        .query(UUID.class)
                        .single())
                .satisfies(session -> assertThat(day(session)).isEqualTo(day));
        assertThat(jdbc.sql("select distinct left(encode(key, 'hex'), 4) from token where grant_id = :id")
                        .param("id", grantOf(tokens.text("refresh_token")))
                        .query(String.class)
                        .list())
                .containsExactly(day);
    }

    private static String day(UUID id) {
        return id.toString().substring(0, 4);
    }
}
