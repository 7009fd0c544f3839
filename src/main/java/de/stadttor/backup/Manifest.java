package de.stadttor.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup says of itself.
 *
 * @param format of the file
 * @param schema the last migration of the database that it was taken of
 * @param issuer the public address of the hub that it was taken of
 * @param takenAt all that was committed before is in it
 * @param tables in an order in which they can be filled
 */
public record Manifest(int format, String schema, String issuer, Instant takenAt, List<Table> tables) {

    static final int FORMAT = 1;

    /**
     * A table's rows, as PostgreSQL's COPY writes them.
     *
     * @param sha256 in hexadecimal digits
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {

        String quoted() {
            return quoted(name);
        }

        String quotedColumns() {
            return String.join(", ", columns.stream().map(Table::quoted).toList());
        }

        private static String quoted(String identifier) {
            return '"' + identifier.replace("\"", "\"\"") + '"';
        }
    }

    /** How many rows of this table there are; 0 where the backup lacks it. */
    public long rows(String table) {
        return tables.stream()
                .filter(each -> each.name().equals(table))
                .mapToLong(Table::rows)
                .sum();
    }
}
