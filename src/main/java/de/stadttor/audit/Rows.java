package de.stadttor.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows as they come from the database, one after the other, with a look at the next; few of them are in memory. */
final class Rows<T> implements AutoCloseable {

    private static final int AT_ONCE = 1_000;

    private final PreparedStatement statement;
    private final ResultSet result;
    private final Reading<T> reading;
    private @Nullable T next;

    /** Makes something of the row that is at hand. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet rs) throws SQLException;
    }

    /**
     * @param statement of a connection without auto-commit, or the driver would fetch all rows at once
     */
    Rows(PreparedStatement statement, Reading<T> reading) throws SQLException {
        statement.setFetchSize(AT_ONCE);
        this.statement = statement;
        this.result = statement.executeQuery();
        this.reading = reading;
        advance();
    }

    /** The next row, which stays the next; null at the end. */
    @Nullable
    T peek() {
        return next;
    }

    void advance() throws SQLException {
        next = result.next() ? reading.read(result) : null;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
