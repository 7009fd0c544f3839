package de.stadttor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.audit.AuditSeals;
import de.stadttor.audit.AuditVerification;
import de.stadttor.keys.KeyRotation.Manner;
import de.stadttor.platform.Actor;
import de.stadttor.platform.Resealing;
import de.stadttor.testing.TestWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The key-encryption key is changed node by node, and no node is ever without its keys. */
class KeyEncryptionChangeTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OLD = KeyNode.KEY;
    private static final String NEW = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private static final JWTClaimsSet CLAIMS =
            new JWTClaimsSet.Builder().issuer("https://stadttor.example").build();

    private final String database = TestWorld.migratedDatabase(START);

    private KeyNode node(String key, String setting, String other) {
        return new KeyNode(
                database,
                START,
                Map.of("stadttor.key-encryption-key", key, "stadttor.key-encryption-key-" + setting, other));
    }

    private KeyNode node(String key) {
        return new KeyNode(database, START, Map.of("stadttor.key-encryption-key", key));
    }

    private static void understand(KeyNode one, KeyNode other) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> one.keys().lives().equals(other.keys().lives()));
        String token = one.keys().sign("ES256", null, CLAIMS);
        assertThat(other.keys().verify(token, Set.of(""))).isPresent();
    }

    @Test
    void nodesOnEitherSideOfEachStepUnderstandOneAnother() {
        try (KeyNode before = node(OLD);
                KeyNode prepared = node(OLD, "next", NEW)) {
            prepared.rotation().rotate(Manner.AT_ONCE, null, "a drill", Actor.SYSTEM);
            understand(prepared, before);
        }
        try (KeyNode prepared = node(OLD, "next", NEW);
                KeyNode changed = node(NEW, "old", OLD)) {
            changed.rotation().rotate(Manner.AT_ONCE, null, "a drill", Actor.SYSTEM);
            understand(changed, prepared);
            prepared.rotation().rotate(Manner.AT_ONCE, "ES256", "a drill", Actor.SYSTEM);
            understand(prepared, changed);
            changed.bean(AuditSeals.class).seal();
        }
        try (KeyNode changed = node(NEW, "old", OLD);
                KeyNode other = node(NEW, "old", OLD)) {
            assertThat(changed.bean(Resealing.class).reseal()).isPositive();
            understand(changed, other);
            try (KeyNode after = node(NEW)) {
                understand(after, changed);
                after.bean(AuditSeals.class).seal();
                assertThat(after.bean(AuditVerification.class).verify(null).findings())
                        .as("records of the inbox count, whichever key they were written under")
                        .isEmpty();
                assertThat(after.jdbc()
                                .sql("select count(*) from audit_inbox where refused")
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        }
    }

    @Test
    void aNodeWithTheOldKeyAloneSaysSoInOneSentenceAndDoesNotStart() {
        node(OLD).close();
        try (KeyNode changed = node(NEW, "old", OLD)) {
            changed.bean(Resealing.class).reseal();
        }

        assertThatThrownBy(() -> node(OLD))
                .rootCause()
                .hasMessage("the signing keys were encrypted with another STADTTOR_KEY_ENCRYPTION_KEY");
    }
}
