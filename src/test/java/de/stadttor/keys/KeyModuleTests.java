package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.keys.KeyLife.State;
import de.stadttor.keys.KeyRotation.Manner;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Sealer;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.Terminal;
import de.stadttor.testing.TestWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A real PKCS#11 module holds the signing keys. */
class KeyModuleTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> NO_TYPE = Set.of("");
    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().issuer("https://stadttor.example").build();

    private final String database = TestWorld.migratedDatabase(START);

    private KeyNode node() {
        return new KeyNode(database, START, SoftToken.settings());
    }

    /** What lies sealed in the database of the keys that sign, by algorithm. */
    private static Map<String, JWK> inRows(KeyNode node) throws Exception {
        Sealer.Purpose purpose = new Sealer(Base64.getDecoder().decode(KeyNode.KEY)).purpose("signing-key");
        Map<String, JWK> keys = new HashMap<>();
        for (byte[] sealed : node.jdbc()
                .sql("select sealed from signing_key where used_at is not null and retired_at is null")
                .query(byte[].class)
                .list()) {
            JWK key = JWK.parse(purpose.openText(sealed));
            keys.put(key.getAlgorithm().getName(), key);
        }
        return keys;
    }

    private static JWK es256(KeyNode node) throws Exception {
        return Objects.requireNonNull(inRows(node).get("ES256"));
    }

    private static void awaitSame(KeyNode one, KeyNode other) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> one.keys().lives().equals(other.keys().lives()));
    }

    private static void demandEachUnderstands(KeyNode signer, KeyNode verifier) throws Exception {
        for (String algorithm : SigningKeys.ALGORITHMS) {
            String token = signer.keys().sign(algorithm, null, CLAIMS);
            assertThat(verifier.keys().verify(token, NO_TYPE)).as(algorithm).contains(CLAIMS);
            SignedJWT jwt = SignedJWT.parse(token);
            JWK published =
                    verifier.keys().publicKeys().getKeyByKeyId(jwt.getHeader().getKeyID());
            assertThat(Signatures.isBy(published, jwt)).as(algorithm).isTrue();
        }
    }

    @Test
    void privatePartsAreInTheModuleAndTheLifeIsTheSame() throws Exception {
        try (KeyNode first = node();
                KeyNode second = node()) {
            demandEachUnderstands(first, second);
            Map<String, JWK> before = inRows(first);
            assertThat(before).hasSize(4);
            before.forEach((algorithm, key) ->
                    assertThat(key.isPrivate()).as(algorithm).isEqualTo(!KeyModule.ALGORITHMS.contains(algorithm)));

            for (Duration time : List.of(KeySchedule.USED.minus(KeySchedule.ANNOUNCED), KeySchedule.ANNOUNCED)) {
                first.clock().advance(time);
                second.clock().advance(time);
                first.rotation().step();
                awaitSame(first, second);
                demandEachUnderstands(second, first);
            }
            JWK old = Objects.requireNonNull(before.get("ES256"));
            assertThat(es256(first).getKeyID()).isNotEqualTo(old.getKeyID());
            assertThat(SoftToken.module().signer(old))
                    .as("for nodes that have not heard")
                    .isNotNull();

            second.clock().advance(KeyRotation.UNTIL_FORGOTTEN.plusSeconds(1));
            second.rotation().step();

            assertThatThrownBy(() -> SoftToken.module().signer(old))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not hold the signing key " + old.getKeyID());
            demandEachUnderstands(first, second);
        }
    }

    @Test
    void keysOfBeforeAreUsedUpWhereTheyLie() throws Exception {
        try (KeyNode without = new KeyNode(database, START)) {
            without.keys().sign("ES256", null, CLAIMS);
        }
        try (KeyNode with = node();
                KeyNode other = node()) {
            assertThat(es256(with).isPrivate()).isTrue();
            demandEachUnderstands(with, other);

            with.rotation().rotate(Manner.AT_ONCE, "ES256", "into the module", Actor.SYSTEM);
            awaitSame(with, other);

            assertThat(es256(with).isPrivate()).isFalse();
            demandEachUnderstands(other, with);
            assertThat(with.keys().lives())
                    .filteredOn(key -> key.state() == State.RETIRED)
                    .hasSize(1);
        }
    }

    @Test
    void aNodeWithoutTheModuleSaysSoAndDoesNotStart() {
        node().close();

        assertThatThrownBy(() -> new KeyNode(database, START))
                .rootCause()
                .hasMessageContaining("lies in a PKCS#11 module, and STADTTOR_PKCS11_LIBRARY is not set");
    }

    @Test
    void aSlotThatThereIsNotIsSaidWithoutThePin() {
        SoftToken.settings();

        assertThatThrownBy(() -> KeyModule.open(SoftToken.LIBRARY, 424_242L, "0815".toCharArray()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STADTTOR_PKCS11_SLOT")
                .hasMessageNotContaining("0815");
    }

    /** In a process of its own, since the module asks each process once. */
    @Test
    void aWrongPinIsSaidInOneSentence() {
        SoftToken.settings();

        Terminal wrong = breakGlass("0815");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err().lines())
                .containsExactly(
                        "the PKCS#11 module cannot be used; check STADTTOR_PKCS11_LIBRARY, STADTTOR_PKCS11_SLOT"
                                + " and STADTTOR_PKCS11_PIN");
        Terminal right = breakGlass(SoftToken.PIN);
        assertThat(right.exit()).as(right.err()).isZero();
        assertThat(right.out().strip()).startsWith("eyJ");
    }

    private Terminal breakGlass(String pin) {
        return Terminal.run(
                Map.of(
                        "SOFTHSM2_CONF",
                        SoftToken.configuration().toString(),
                        "STADTTOR_PKCS11_LIBRARY",
                        SoftToken.LIBRARY,
                        "STADTTOR_PKCS11_PIN",
                        pin),
                Stream.concat(
                                Stream.of("break-glass", "--why", "a drill"),
                                HubUnderTest.settings("http://localhost:9000", TestWorld.postgres(), database).stream())
                        .toArray(String[]::new));
    }
}
