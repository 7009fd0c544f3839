package stadttor.bench.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one database was asked, read from PostgreSQL's log of all statements.
 *
 * @param statements how often each was carried out, those that begin and end a transaction left out
 * @param transactions blocks between begin and commit, and statements on their own
 */
record StatementLog(Map<String, Integer> statements, int transactions) {

    /** The setting {@code log_line_prefix} that this reads. */
    static final String PREFIX = "bench db=%d pid=%p ";

    private static final Pattern LINE = Pattern.compile(
            "bench db=(?<database>\\S*) pid=(?<pid>[0-9]+) LOG:  (?:statement|execute [^:]*): (?<sql>.*)");

    static StatementLog of(List<String> lines, String database) {
        Map<String, Integer> statements = new LinkedHashMap<>();
        Map<String, Boolean> busy = new HashMap<>();
        int transactions = 0;
        for (String line : joined(lines)) {
            Matcher found = LINE.matcher(line);
            if (!found.matches() || !found.group("database").equals(database)) {
                continue;
            }
            String session = found.group("pid");
            String sql = found.group("sql").strip().replaceAll("\\s+", " ");
            switch (firstWord(sql)) {
                case "begin", "start" -> busy.put(session, false);
                case "commit", "rollback", "end" -> transactions += Boolean.TRUE.equals(busy.remove(session)) ? 1 : 0;
                default -> {
                    statements.merge(sql, 1, Integer::sum);
                    if (busy.replace(session, true) == null) {
                        transactions++;
                    }
                }
            }
        }
        return new StatementLog(statements, transactions);
    }

    /** A statement of several lines goes on behind a tab. */
    private static List<String> joined(List<String> lines) {
        List<String> joined = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("\t") && !joined.isEmpty()) {
                joined.set(joined.size() - 1, joined.getLast() + " " + line.strip());
            } else {
                joined.add(line);
            }
        }
        return joined;
    }

    int count() {
        return statements.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String firstWord(String sql) {
        Matcher word = Pattern.compile("[A-Za-z]+").matcher(sql);
        return word.lookingAt() ? word.group().toLowerCase(Locale.ROOT) : "";
    }
}
