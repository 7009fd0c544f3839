package stadttor.bench.scale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stadttor.bench.operations.BenchProblem;

/**
 * Rows made of one that the hub wrote: all its columns as they are, apart from those that have to differ. A column that a
 * later version of the hub adds comes along by itself.
 */
final class Copies {

    private final Connection database;

    Copies(Connection database) {
        this.database = database;
    }

    /**
     * @param source what is joined with the rows {@code t} that are copied, and which of them
     * @param differing SQL of the columns that differ
     * @throws BenchProblem where the table has no such column, or nothing was copied
     */
    void make(String table, String source, Map<String, String> differing) throws SQLException {
        List<String> columns = columns(table);
        if (!columns.containsAll(differing.keySet())) {
            throw new BenchProblem("the table " + table + " has no columns " + new TreeSet<>(differing.keySet()));
        }
        String values = columns.stream()
                .map(column -> differing.getOrDefault(column, "t." + column))
                .collect(Collectors.joining(", "));
        String sql = "insert into " + table + " (" + String.join(", ", columns) + ") select " + values + " from "
                + table + " t " + source;
        try (PreparedStatement insert = database.prepareStatement(sql)) {
            if (insert.executeLargeUpdate() == 0) {
                throw new BenchProblem("the hub wrote no row to be copied in " + table);
            }
        }
    }

    /** Without those that PostgreSQL counts by itself. */
    private List<String> columns(String table) throws SQLException {
        try (PreparedStatement query = database.prepareStatement("""
                select attname from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attidentity = ''
                    and attgenerated = ''
                order by attnum
                """)) {
            query.setString(1, table);
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            return columns;
        }
    }
}
