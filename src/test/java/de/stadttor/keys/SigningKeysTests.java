package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.platform.KeyModuleSettings;
import de.stadttor.platform.Sealer;
import de.stadttor.testing.TestWorld;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The hub's signing keys on a database of their own; each node is one that starts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningKeysTests {

    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().issuer("https://hub.example").build();

    private DataSource database;
    private JdbcClient jdbc;

    @BeforeAll
    void migrate() {
        database = new DriverManagerDataSource(
                TestWorld.migratedDatabase(),
                TestWorld.postgres().user(),
                TestWorld.postgres().password());
        jdbc = JdbcClient.create(database);
    }

    private SigningKeys node(int key) {
        byte[] keyEncryptionKey = new byte[32];
        keyEncryptionKey[0] = (byte) key;
        return new SigningKeys(
                new KeyStore(jdbc, new Sealer(keyEncryptionKey)),
                new PrivateKeys(new KeyModuleSettings(null, null, null)),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                Clock.systemUTC());
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @Test
    void everyNodeHasTheSameKeys() {
        assertThat(node(0).publicKeys().toString())
                .isEqualTo(node(0).publicKeys().toString());
    }

    @Test
    void whatOneNodeSignsAnotherVerifies() {
        for (String algorithm : SigningKeys.ALGORITHMS) {
            String token = node(0).sign(algorithm, "at+jwt", CLAIMS);

            assertThat(node(0).verify(token, Set.of("at+jwt"))).as(algorithm).contains(CLAIMS);
        }
    }

    @Test
    void tokenOfAnotherTypeIsNotVerified() {
        SigningKeys keys = node(0);

        assertThat(keys.verify(keys.sign("RS256", null, CLAIMS), Set.of("at+jwt")))
                .isEmpty();
        assertThat(keys.verify(keys.sign("RS256", "at+jwt", CLAIMS), Set.of("", "JWT")))
                .isEmpty();
        assertThat(keys.verify(keys.sign("RS256", null, CLAIMS), Set.of(""))).isPresent();
    }

    @Test
    void privateKeysLieEncrypted() throws Exception {
        node(0);

        List<byte[]> rows = jdbc.sql("select sealed from signing_key")
                .query((rs, row) -> rs.getBytes(1))
                .list();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(4).allSatisfy(row -> {
            String text = new String(row, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("kty").doesNotContain("\"d\"");
        });
        for (String json : jdbc.sql("select public_jwk::text from signing_key")
                .query(String.class)
                .list()) {
            assertThat(JWK.parse(json).isPrivate()).isFalse();
        }
    }

    @Test
    void nodeWithAnotherKeyEncryptionKeyDoesNotStart() {
        node(0);

        assertThatThrownBy(() -> node(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STADTTOR_KEY_ENCRYPTION_KEY");
    }

    @Test
    void retiredKeySignsNoMoreAndStillVerifies() throws Exception {
        String before = node(0).sign("ES256", null, CLAIMS);
        jdbc.sql("update signing_key set retired_at = created_at where kid = :kid")
                .param("kid", kid(before))
                .update();

        SigningKeys next = node(0);
        String after = next.sign("ES256", null, CLAIMS);

        assertThat(kid(after)).isNotEqualTo(kid(before));
        assertThat(next.verify(before, Set.of(""))).isPresent();
        assertThat(next.publicKeys().getKeyByKeyId(kid(before))).isNotNull();
        assertThat(next.publicKeys().getKeyByKeyId(kid(after))).isNotNull();
    }

    @Test
    void publicKeyTakenForASharedSecretVerifiesNothing() throws Exception {
        SigningKeys keys = node(0);
        JWK rsa = keys.publicKeys().getKeys().stream()
                .filter(key -> JWSAlgorithm.RS256.equals(key.getAlgorithm()))
                .findFirst()
                .orElseThrow();
        for (byte[] secret : List.of(
                rsa.toRSAKey().toPublicKey().getEncoded(), rsa.toJSONString().getBytes(StandardCharsets.UTF_8))) {
            JWSObject forged = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(rsa.getKeyID())
                            .build(),
                    new Payload(CLAIMS.toJSONObject()));
            forged.sign(new MACSigner(secret));

            assertThat(keys.verify(forged.serialize(), Set.of(""))).isEmpty();
        }
    }

    @Test
    void unsignedTokenVerifiesNothing() {
        SigningKeys keys = node(0);
        String[] parts = keys.sign("RS256", null, CLAIMS).split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII));

        assertThat(keys.verify(none + "." + parts[1] + ".", Set.of(""))).isEmpty();
        assertThat(keys.verify(parts[0] + "." + parts[1] + ".", Set.of(""))).isEmpty();
        assertThat(keys.verify("", Set.of(""))).isEmpty();
        assertThat(keys.verify("...", Set.of(""))).isEmpty();
    }
}
