package de.stadttor.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration's SQL, read for what the previous release's node, which still runs, would stumble over. A statement that
 * takes away what nobody needs any more says so in a line of its own before it: {@code -- contract of V20: why}.
 *
 * @param number as in the file's name
 */
record Migration(int number, String sql) {

    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final Pattern CONTRACT = Pattern.compile("--\\s*contract of V(\\d+):\\s*\\S.*");
    private static final Pattern MARK = Pattern.compile("<contract of (\\d+)>");
    private static final Pattern DOLLAR_QUOTED = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'");

    private static final Pattern DROPS_OBJECT =
            Pattern.compile("^drop (table|view|materialized view|schema|type|domain|sequence|column)\\b");
    private static final Pattern TABLE =
            Pattern.compile("^alter table (?:if exists )?(?:only )?(\\S+) (.*)$", Pattern.DOTALL);
    private static final Pattern RENAMES = Pattern.compile("^(alter \\w+ .*)?\\brename\\b");
    private static final Pattern DROPS_COLUMN =
            Pattern.compile("^drop (?:column )?(?!constraint\\b|column\\b)(?:if exists )?[\"\\w]+");
    private static final Pattern CHANGES_COLUMN =
            Pattern.compile("^alter (?:column )?\\S+ (set data type|type|set not null|drop default)\\b");
    private static final Pattern ADDS_COLUMN = Pattern.compile(
            "^add (?!constraint\\b|primary\\b|unique\\b|check\\b|foreign\\b|exclude\\b).*\\bnot null\\b");
    private static final Pattern FILLED = Pattern.compile("\\bdefault\\b|\\bgenerated\\b");

    /** A statement, with the expanding migration that it is the contract of; null where it says nothing. */
    private record Statement(String text, @Nullable Integer contractOf) {}

    static Migration of(String fileName, String sql) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            throw new IllegalArgumentException(fileName + " is not called like a migration");
        }
        return new Migration(Integer.parseInt(name.group(1)), sql);
    }

    /**
     * What the node before would stumble over, a line each.
     *
     * @param releases the last migration of each release, the first release's first
     */
    List<String> breaches(List<Integer> releases) {
        List<String> breaches = new ArrayList<>();
        if (releases.isEmpty() || number <= releases.getFirst()) {
            return breaches;
        }
        for (Statement statement : statements()) {
            Integer contractOf = statement.contractOf();
            boolean takesAway = takesAway(statement.text());
            if (contractOf != null && !isContract(contractOf, releases)) {
                breaches.add("V" + number + " is no contract of V" + contractOf
                        + ", which no release before has done without: " + statement.text());
            } else if (contractOf == null && takesAway) {
                breaches.add("V" + number + " takes away what the release before needs: " + statement.text());
            }
        }
        return breaches;
    }

    /** A release with that migration was out, and this one is of a later one. */
    private boolean isContract(int expand, List<Integer> releases) {
        return releases.stream().anyMatch(last -> expand <= last && last < number);
    }

    private static boolean takesAway(String statement) {
        if (DROPS_OBJECT.matcher(statement).find() || RENAMES.matcher(statement).find()) {
            return true;
        }
        Matcher table = TABLE.matcher(statement);
        return table.matches() && actions(table.group(2)).stream().anyMatch(Migration::actionTakesAway);
    }

    private static boolean actionTakesAway(String action) {
        return DROPS_COLUMN.matcher(action).find()
                || CHANGES_COLUMN.matcher(action).find()
                || (ADDS_COLUMN.matcher(action).find()
                        && !FILLED.matcher(action).find());
    }

    /** The parts of an ALTER TABLE, which commas outside of parentheses divide. */
    private static List<String> actions(String text) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                actions.add(text.substring(from, at).strip());
                from = at + 1;
            }
        }
        actions.add(text.substring(from).strip());
        return actions;
    }

    /** In lower case and on one line, without comments, functions' bodies and texts. */
    private List<Statement> statements() {
        String code = sql.lines()
                .map(line -> CONTRACT.matcher(line.strip()).replaceFirst("<contract of $1>"))
                .map(line -> line.replaceFirst("--.*", ""))
                .collect(Collectors.joining("\n"));
        String plain =
                QUOTED.matcher(DOLLAR_QUOTED.matcher(code).replaceAll("''")).replaceAll("''");
        return Stream.of(plain.split(";", -1))
                .filter(text -> !text.isBlank())
                .map(Migration::statement)
                .toList();
    }

    private static Statement statement(String text) {
        Matcher mark = MARK.matcher(text);
        Integer contractOf = mark.find() ? Integer.valueOf(mark.group(1)) : null;
        return new Statement(mark.replaceAll("").replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT), contractOf);
    }
}
