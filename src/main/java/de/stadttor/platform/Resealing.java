package de.stadttor.platform;

import de.stadttor.platform.Sealer.NotSealed;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals with the present key-encryption key what lies in the database under another one, while both are known. Nothing
 * is changed unless all of it can be opened; what keeps is sealed in one transaction, and what ends by itself a piece
 * after the other. To do it again goes on where it was broken off.
 */
@Component
public class Resealing {

    private static final int AT_ONCE = 500;

    /** What lies sealed and keeps. */
    private static final List<Column> KEPT = List.of(
            new Column("signing_key", "kid", "text", "sealed", "signing-key"),
            new Column("provider", "id", "text", "client_secret", "provider-secret"),
            new Column("provider", "id", "text", "directory_secret", "provider-secret"));

    /** What lies sealed for some hours: there may be much of it. */
    private static final List<Column> PASSING =
            List.of(new Column("hub_session", "id", "uuid", "upstream_id_token", "upstream-id-token"));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Sealer sealer;
    private final ApplicationEventPublisher events;

    /**
     * Where something lies sealed.
     *
     * @param key unique column of the table, of this type
     * @param purpose of the {@link Sealer}
     */
    record Column(String table, String key, String keyType, String column, String purpose) {}

    private record Row(String key, byte[] sealed) {}

    Resealing(JdbcClient jdbc, TransactionTemplate transaction, Sealer sealer, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.sealer = sealer;
        this.events = events;
    }

    /** Something lies sealed under a key that is not known; nothing was changed. The message names the place. */
    public static final class UnknownKey extends RuntimeException {

        private UnknownKey(Column column) {
            super("What lies in " + column.table() + "." + column.column()
                    + " was sealed with another key than those that are set; nothing was changed.");
        }
    }

    /**
     * Seals all anew that is not under the present key.
     *
     * @return how many values that were
     * @throws UnknownKey where one of them cannot be opened
     */
    public long reseal() {
        KEPT.forEach(this::demandKnown);
        PASSING.forEach(this::demandKnown);
        Long kept = transaction.execute(status -> resealKept());
        long passing = 0;
        for (Column column : PASSING) {
            passing += each(column, row -> sealAnew(column, row));
        }
        return (kept == null ? 0 : kept) + passing;
    }

    private long resealKept() {
        long done = 0;
        for (Column column : KEPT) {
            done += each(column, row -> sealAnew(column, row));
        }
        events.publishEvent(new Resealed(done, Actor.SYSTEM));
        return done;
    }

    static List<String> purposes() {
        return Stream.concat(KEPT.stream(), PASSING.stream())
                .map(Column::purpose)
                .distinct()
                .toList();
    }

    private void demandKnown(Column column) {
        each(column, row -> open(column, row.sealed()));
    }

    /** Those that are not under the present key, in the order of their keys. */
    private long each(Column column, Consumer<Row> what) {
        Sealer.Purpose purpose = sealer.purpose(column.purpose());
        long count = 0;
        String last = null;
        for (List<Row> rows = after(column, last); !rows.isEmpty(); rows = after(column, last)) {
            for (Row row : rows) {
                if (!purpose.isUnderPresentKey(row.sealed())) {
                    what.accept(row);
                    count++;
                }
            }
            last = rows.getLast().key();
        }
        return count;
    }

    private List<Row> after(Column column, @Nullable String last) {
        return jdbc.sql("select " + column.key() + "::text, " + column.column() + " from " + column.table() + " where "
                        + column.column() + " is not null and (:last::text is null or " + column.key() + " > :last::"
                        + column.keyType() + ") order by " + column.key() + " limit :most")
                .param("last", last)
                .param("most", AT_ONCE)
                .query((rs, row) -> new Row(rs.getString(1), rs.getBytes(2)))
                .list();
    }

    /** Leaves alone what somebody has changed meanwhile: they sealed it with the present key. */
    private void sealAnew(Column column, Row row) {
        byte[] anew = sealer.purpose(column.purpose()).seal(open(column, row.sealed()));
        jdbc.sql("update %s set %s = :anew where %s = :key::%s and %s = :before"
                        .formatted(column.table(), column.column(), column.key(), column.keyType(), column.column()))
                .param("anew", anew)
                .param("key", row.key())
                .param("before", row.sealed())
                .update();
    }

    private byte[] open(Column column, byte[] sealed) {
        try {
            return sealer.purpose(column.purpose()).open(sealed);
        } catch (NotSealed e) {
            throw new UnknownKey(column);
        }
    }
}
