package de.stadttor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import de.stadttor.audit.AuditVerification.Report;
import de.stadttor.audit.AuditWorld.SignedIn;
import de.stadttor.keys.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class SealingTests {

    private final AuditWorld world = AuditWorld.emptied();

    @Test
    void sixteenWritersWithRollbacksAndTwoSealersAtOnceLoseNothing() throws Exception {
        AtomicInteger committed = new AtomicInteger();
        AtomicBoolean writing = new AtomicBoolean(true);
        try (AuditWorld other = world.anotherNode();
                ExecutorService threads = Executors.newFixedThreadPool(18)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 16; writer++) {
                int number = writer;
                AuditWorld node = writer % 2 == 0 ? world : other;
                writers.add(threads.submit(() -> write(node, number, committed)));
            }
            List<Future<?>> sealers = new ArrayList<>();
            for (AuditWorld node : List.of(world, other)) {
                sealers.add(threads.submit(() -> {
                    while (writing.get()) {
                        node.seals().seal();
                    }
                }));
            }
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                writing.set(false);
            }
            for (Future<?> sealer : sealers) {
                sealer.get();
            }
        }
        world.seals().seal();

        Report report = world.bean(AuditVerification.class).verify(world.head());
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(committed.get()).isGreaterThan(400);
        assertThat(report.waiting()).isZero();
        assertThat(world.jdbc()
                        .sql("select count(distinct body ->> 'session') from audit_event")
                        .query(Integer.class)
                        .single())
                .isEqualTo(committed.get());
    }

    private static void write(AuditWorld node, int writer, AtomicInteger committed) {
        for (int i = 0; i < 40; i++) {
            String session = writer + "-" + i;
            boolean rolledBack = i % 4 == 3;
            node.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                node.publish(new SignedIn(AuditWorld.ANNA, "ebit-dresden", session));
                if (rolledBack) {
                    status.setRollbackOnly();
                }
            });
            if (!rolledBack) {
                committed.incrementAndGet();
            }
        }
    }

    @Test
    void aTransactionThatCommitsLateIsSealedLate() {
        world.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            world.publish(new SignedIn(AuditWorld.ANNA, "ebit-dresden", "late"));
            CompletableFuture.runAsync(() -> {
                        world.happened(new SignedIn(AuditWorld.EVA, "kid-magdeburg", "early"));
                        world.seals().seal();
                    })
                    .join();
        });
        world.seals().seal();

        assertThat(world.jdbc()
                        .sql("select body ->> 'session' from audit_event order by position")
                        .query(String.class)
                        .list())
                .containsExactly("early", "late");
        assertThat(world.findings(world.head())).isEmpty();
    }

    @Test
    void theHeadIsVerifiedWithThePublishedKeysAndNamesTheWholeChain() throws Exception {
        assertThat(world.seals().head()).isEmpty();
        world.threeSeals();

        SignedJWT head = SignedJWT.parse(world.head());

        assertThat(head.getHeader().getType().getType()).isEqualTo("audit-head+jwt");
        assertThat(head.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(head.getJWTClaimsSet().getClaims())
                .containsEntry("iss", "https://stadttor.example")
                .containsEntry("seal", 3L)
                .containsEntry("first", 7L)
                .containsEntry("count", 3L)
                .containsKeys("iat", "root", "previous", "kinds");
        assertThat(world.bean(SigningKeys.class)
                        .publicKeys()
                        .getKeyByKeyId(head.getHeader().getKeyID()))
                .isNotNull();
        assertThat(world.bean(SigningKeys.class).verify(world.head(), Set.of("at+jwt", "")))
                .isEmpty();
    }

    @Test
    void nothingToSealMakesNoSeal() {
        world.threeSeals();
        String head = world.head();

        world.seals().seal();

        assertThat(world.head()).isEqualTo(head);
    }

    @Test
    void sealsMoreThanFitsIntoOne() {
        world.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            for (int i = 0; i < 5_001; i++) {
                world.publish(new SignedIn(AuditWorld.ANNA, "ebit-dresden", "s" + i));
            }
        });

        world.seals().seal();

        Report report = world.bean(AuditVerification.class).verify(world.head());
        assertThat(report).isEqualTo(new Report(2, 5_001, 0, List.of()));
    }

    @Test
    void whatHappensOutsideOfATransactionIsNotAccepted() {
        assertThatThrownBy(() -> world.publish(new SignedIn(AuditWorld.ANNA, "ebit-dresden", "s")))
                .isInstanceOf(IllegalStateException.class);
    }
}
