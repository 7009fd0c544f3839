package de.stadttor.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.stadttor.federation.Assurance;
import de.stadttor.platform.Json;
import de.stadttor.platform.OpaqueKeys;
import de.stadttor.platform.References;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The decisions' rows. What this node kept or saw last costs no statement as long as it stays the same. */
@Component
class DecisionStore {

    private static final int ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    /** Forgotten long before {@link DecisionRetention} may erase the latest decision about somebody who stays away. */
    private final Cache<Key, Latest> latest = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofHours(12))
            .build();

    /** Whole decisions of those who come often: one is compared for less than it takes to hash it. */
    private final Cache<Key, Recent> recent =
            Caffeine.newBuilder().maximumSize(5_000).build();

    private record Key(
            UUID account, String application, @Nullable Assurance assurance) {

        String acr() {
            return assurance == null ? "" : assurance.acr();
        }

        long lock() {
            return Objects.hash("decision", account, application, acr());
        }
    }

    private record Latest(String reference, byte[] hash) {}

    private record Recent(String reference, AccessDecision decision) {}

    DecisionStore(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    String record(AccessDecision decision) {
        DecisionInputs inputs = decision.inputs();
        Key key = new Key(inputs.accountId(), inputs.application(), inputs.assurance());
        Latest known = latest.getIfPresent(key);
        Recent last = recent.getIfPresent(key);
        if (known != null
                && last != null
                && last.reference().equals(known.reference())
                && last.decision().equals(decision)) {
            return known.reference();
        }
        byte[] hash = hash(decision);
        if (known != null && Arrays.equals(known.hash(), hash)) {
            recent.put(key, new Recent(known.reference(), decision));
            return known.reference();
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            Latest present = keep(key, hash, decision);
            afterCommit(() -> latest.put(key, present));
            return present.reference();
        }));
    }

    Optional<RecordedDecision> find(String typed) {
        return References.read(typed).flatMap(this::read);
    }

    private Optional<RecordedDecision> read(String reference) {
        return jdbc.sql("select reference, decided_at, body from decision where reference = :reference")
                .param("reference", reference)
                .query(DecisionStore::recorded)
                .optional();
    }

    /** The latest for each application, the newest first. */
    List<RecordedDecision> latest(UUID account, String provider) {
        return jdbc.sql("""
                select reference, decided_at, body from (
                    select distinct on (application) id, reference, decided_at, body from decision
                    where account = :account and provider = :provider order by application, id desc
                ) latest order by id desc
                """)
                .param("account", account)
                .param("provider", provider)
                .query(DecisionStore::recorded)
                .list();
    }

    private static RecordedDecision recorded(ResultSet row, int number) throws SQLException {
        return new RecordedDecision(
                row.getString("reference"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                Json.read(row.getString("body"), AccessDecision.class));
    }

    /** The accounts that this application lets in, by the latest decision about each. */
    Set<UUID> admitted(String provider, String application) {
        return Set.copyOf(jdbc.sql("""
                select account from (
                    select distinct on (account) account, body from decision
                    where provider = :provider and application = :application order by account, id desc
                ) latest where body -> 'reasons' = '[]'::jsonb
                """)
                .param("provider", provider)
                .param("application", application)
                .query(UUID.class)
                .list());
    }

    private Latest keep(Key key, byte[] hash, AccessDecision decision) {
        // one at a time, so that requests in parallel leave one row
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", key.lock())
                .query((row, number) -> true)
                .single();
        Optional<Latest> present = jdbc.sql("""
                select reference, inputs_hash from decision
                where account = :account and application = :application and acr = :acr order by id desc limit 1
                """)
                .param("account", key.account())
                .param("application", key.application())
                .param("acr", key.acr())
                .query((row, number) -> new Latest(row.getString(1), row.getBytes(2)))
                .optional()
                .filter(found -> Arrays.equals(found.hash(), hash));
        return present.orElseGet(() -> new Latest(insert(key, hash, decision), hash));
    }

    private String insert(Key key, byte[] hash, AccessDecision decision) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String reference = References.next();
            int inserted = jdbc.sql("""
                    insert into decision (reference, account, provider, application, acr, inputs_hash, body, decided_at)
                    values (:reference, :account, :provider, :application, :acr, :hash, :body, :at)
                    on conflict (reference) do nothing
                    """)
                    .param("reference", reference)
                    .param("account", key.account())
                    .param("provider", decision.inputs().provider())
                    .param("application", key.application())
                    .param("acr", key.acr())
                    .param("hash", hash)
                    .param("body", Json.jsonb(decision))
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (inserted == 1) {
                return reference;
            }
        }
        throw new IllegalStateException("no free reference number");
    }

    /**
     * Of all that entered but the day, and of what came out: a day that passes is no new decision as long as nothing
     * begins or ends on it.
     */
    private static byte[] hash(AccessDecision decision) {
        return OpaqueKeys.sha256(hashed(decision).getBytes(StandardCharsets.UTF_8));
    }

    static String hashed(AccessDecision decision) {
        Map<String, Object> hashed = new LinkedHashMap<>(Json.readMap(Json.write(decision.inputs())));
        hashed.remove("today");
        hashed.put("reasons", decision.reasons());
        hashed.put("matched", decision.matched());
        hashed.put("failed", decision.failed());
        return Json.write(hashed);
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
