package de.stadttor.audit;

import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was written down, one node at a time. A record gets its position here and not when it is written: whatever
 * order transactions commit in, and however late, none falls between two seals.
 */
@Component
public class AuditSeals {

    static final long LOCK = 0x41756469_74536561L;

    private static final Logger LOG = LoggerFactory.getLogger(AuditSeals.class);
    private static final String ALGORITHM = "ES256";
    private static final int MOST = 5_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SigningKeys keys;
    private final InboxMac mac;
    private final Settings settings;
    private final Clock clock;

    AuditSeals(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            SigningKeys keys,
            Sealer sealer,
            Settings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.mac = new InboxMac(sealer);
        this.settings = settings;
        this.clock = clock;
    }

    /** A row of the inbox. */
    private record Waiting(long id, Entry entry, byte[] mac) {}

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void sealInTheBackground() {
        try {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> isFree() && sealBatch()));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "the audit could not be sealed, trying again: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Seals all that was committed before; waits for a node that is at it. */
    public void seal() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                lock();
                return sealBatch();
            }));
        }
    }

    /** As {@link #seal}, inside a transaction that has {@link #lock}ed. */
    void sealHere() {
        boolean more = true;
        while (more) {
            more = sealBatch();
        }
    }

    /** Nobody else seals or erases until the end of this transaction. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((rs, row) -> true)
                .single();
    }

    /**
     * The signed head of the chain as a compact JWS; its {@code typ} is {@code audit-head+jwt}, and it is verified with
     * the hub's published keys. Whoever keeps one can show later that what it covers is still there.
     *
     * @return empty while nothing was sealed
     */
    public Optional<String> head() {
        return newest().map(Seal::jws);
    }

    /** How far the chain reaches; empty while nothing was sealed. */
    Optional<Sealed> sealed() {
        return newest().map(seal -> new Sealed(seal.number(), seal.sealedAt(), seal.end() - 1));
    }

    /**
     * How far the chain reaches.
     *
     * @param number of the newest seal
     * @param records how many there ever were, those that were erased in time included
     */
    public record Sealed(long number, Instant at, long records) {}

    private boolean isFree() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private Optional<Seal> newest() {
        return jdbc.sql("select " + Seal.COLUMNS + " from audit_seal order by number desc limit 1")
                .query((rs, row) -> Seal.read(rs))
                .optional();
    }

    /**
     * @return whether more may be waiting
     */
    private boolean sealBatch() {
        List<Waiting> batch = jdbc.sql("select id, mac, " + Entry.COLUMNS
                        + " from audit_inbox where not refused order by id limit :most")
                .param("most", MOST)
                .query((rs, row) -> new Waiting(rs.getLong("id"), Entry.read(rs), rs.getBytes("mac")))
                .list();
        List<Waiting> ours = new ArrayList<>();
        List<Long> foreign = new ArrayList<>();
        for (Waiting waiting : batch) {
            if (mac.fits(waiting.mac(), waiting.entry())) {
                ours.add(waiting);
            } else {
                foreign.add(waiting.id());
            }
        }
        if (!foreign.isEmpty()) {
            LOG.error(
                    "{} records in the audit's inbox were not written by the hub, and are not sealed", foreign.size());
            jdbc.sql("update audit_inbox set refused = true where id = any(:ids)")
                    .param("ids", foreign.toArray(new Long[0]))
                    .update();
        }
        if (!ours.isEmpty()) {
            append(ours, newest().orElse(null));
        }
        return batch.size() == MOST;
    }

    private void append(List<Waiting> batch, @Nullable Seal before) {
        List<Entry> entries = batch.stream().map(Waiting::entry).toList();
        Long[] ids = batch.stream().map(Waiting::id).toArray(Long[]::new);
        List<String> kinds = Leaves.kinds(entries);
        Leaves leaves = Leaves.of(entries, kinds);
        long number = before == null ? 1 : before.number() + 1;
        long first = before == null ? 1 : before.end();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String jws = keys.sign(
                ALGORITHM,
                Seal.TYPE,
                Seal.claims(
                        settings.issuer(),
                        number,
                        now,
                        first,
                        ids.length,
                        kinds,
                        leaves.root(),
                        before == null ? null : before.hash()));
        jdbc.sql("insert into audit_event (position, " + Entry.COLUMNS + ") select :first + place - 1, "
                        + Entry.COLUMNS
                        + " from audit_inbox join unnest(:ids) with ordinality as chosen (id, place) using (id)")
                .param("first", first)
                .param("ids", ids)
                .update();
        jdbc.sql("delete from audit_inbox where id = any(:ids)")
                .param("ids", ids)
                .update();
        jdbc.sql("insert into audit_seal (" + Seal.COLUMNS
                        + ") values (:number, :at, :first, :count, :kinds, :leaves, :jws)")
                .param("number", number)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("first", first)
                .param("count", ids.length)
                .param("kinds", kinds.toArray(new String[0]))
                .param("leaves", leaves.bytes())
                .param("jws", jws)
                .update();
    }
}
