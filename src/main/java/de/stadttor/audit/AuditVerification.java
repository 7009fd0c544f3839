package de.stadttor.audit;

import com.nimbusds.jwt.JWTClaimsSet;
import de.stadttor.audit.RecordCheck.Positioned;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Sealer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Checks the whole chain: every record against its seal, every seal against its signature and the seal before it, and
 * the chain against a head that was kept. Reads one snapshot, row by row, and changes nothing.
 */
@Component
public class AuditVerification {

    private final DataSource dataSource;
    private final Sealer sealer;
    private final InboxMac mac;

    AuditVerification(DataSource dataSource, Sealer sealer) {
        this.dataSource = dataSource;
        this.sealer = sealer;
        this.mac = new InboxMac(sealer);
    }

    /**
     * What was found.
     *
     * @param seals how many there are
     * @param records how many there are; what retention erased is none of them
     * @param waiting records that are not sealed yet
     * @param findings what is wrong, a sentence each; empty where nothing is
     */
    public record Report(long seals, long records, long waiting, List<String> findings) {}

    /**
     * Trusts the keys alone that the key-encryption key opens.
     *
     * @param keptHead a head as the hub gave it earlier; null without one, and then an end that was cut off is not seen
     * @throws IllegalStateException where the database or the keys cannot be read
     */
    public Report verify(@Nullable String keptHead) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return verify(connection, keptHead);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit cannot be read: SQL state " + e.getSQLState(), e);
        }
    }

    private Report verify(Connection connection, @Nullable String keptHead) throws SQLException {
        Findings findings = new Findings();
        // by the same connection: as of the same moment, and nobody waits for a second one
        JdbcClient sameMoment = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        SealSignatures signatures = new SealSignatures(SigningKeys.stored(sameMoment, sealer));
        KeptHead kept = keptHead == null ? null : kept(keptHead, signatures, findings);
        SealCheck seals = new SealCheck(signatures, findings);
        long count = 0;
        long records;
        try (Rows<Seal> rows = rows(connection, Seal.COLUMNS + " from audit_seal order by number", Seal::read);
                Rows<Positioned> entries = rows(
                        connection,
                        "position, " + Entry.COLUMNS + " from audit_event order by position",
                        rs -> new Positioned(rs.getLong("position"), Entry.read(rs)))) {
            RecordCheck check = new RecordCheck(entries, erased(connection), findings);
            for (Seal seal = rows.peek(); seal != null; seal = rows.peek()) {
                rows.advance();
                seals.look(seal);
                check.look(seal);
                if (kept != null
                        && kept.number() == seal.number()
                        && !kept.jws().equals(seal.jws())) {
                    findings.add("Seal %d is not the one of the head that was kept: the chain was written anew."
                            .formatted(seal.number()));
                }
                count++;
            }
            check.end();
            records = check.looked();
        }
        Seal last = seals.last();
        if (kept != null && (last == null || last.number() < kept.number())) {
            findings.add("The end of the chain was cut off: it ends with seal %d, the head that was kept is seal %d."
                    .formatted(last == null ? 0 : last.number(), kept.number()));
        }
        return new Report(count, records, waiting(connection, findings), findings.all());
    }

    /** A head that this hub signed. */
    private record KeptHead(long number, String jws) {}

    private static @Nullable KeptHead kept(String jws, SealSignatures signatures, Findings findings) {
        JWTClaimsSet claims = signatures.verified(jws).orElse(null);
        if (claims == null || !(claims.getClaim("seal") instanceof Number number)) {
            findings.add("The head that was kept is not signed by a key of this hub.");
            return null;
        }
        return new KeptHead(number.longValue(), jws);
    }

    /** Up to which seal the records of each kind were erased; a forged record of this is found as any other. */
    private static Map<String, Long> erased(Connection connection) throws SQLException {
        Map<String, Long> erased = new HashMap<>();
        try (Rows<Entry> rows = rows(
                connection,
                Entry.COLUMNS + " from audit_event where kind = '" + RecordsErased.KIND + "' order by position",
                Entry::read)) {
            for (Entry entry = rows.peek(); entry != null; entry = rows.peek()) {
                rows.advance();
                if (entry.body().get("throughSeal") instanceof Number through) {
                    erased.merge(String.valueOf(entry.body().get("erasedKind")), through.longValue(), Math::max);
                }
            }
        }
        return erased;
    }

    private long waiting(Connection connection, Findings findings) throws SQLException {
        long waiting = 0;
        try (Rows<Inbox> rows =
                rows(connection, "id, mac, " + Entry.COLUMNS + " from audit_inbox order by id", Inbox::read)) {
            for (Inbox inbox = rows.peek(); inbox != null; inbox = rows.peek()) {
                rows.advance();
                waiting++;
                if (!mac.fits(inbox.mac(), inbox.entry())) {
                    findings.add(
                            "Record %d of the inbox (%s of %s) was not written by the hub, or altered before it was sealed."
                                    .formatted(
                                            inbox.id(),
                                            inbox.entry().kind(),
                                            inbox.entry().at()));
                }
            }
        }
        return waiting;
    }

    private record Inbox(long id, Entry entry, byte[] mac) {
        static Inbox read(ResultSet rs) throws SQLException {
            return new Inbox(rs.getLong("id"), Entry.read(rs), rs.getBytes("mac"));
        }
    }

    private static <T> Rows<T> rows(Connection connection, String selected, Rows.Reading<T> reading)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement("select " + selected);
        return new Rows<>(statement, reading);
    }
}
