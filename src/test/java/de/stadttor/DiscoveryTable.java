package de.stadttor;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table "What discovery says" of {@code docs/specifications.md}: members of the metadata and their values, in
 * {@code `code`}, before the tests that use them. A row without a value is about members that hold one address.
 */
final class DiscoveryTable {

    private static final String TITLE = "## What discovery says";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String ADDRESS = "address";

    private DiscoveryTable() {}

    /** What its rows are about, as {@code member=value}. */
    static Set<String> covered(String markdown) {
        Set<String> covered = new TreeSet<>();
        markdown.lines()
                .dropWhile(line -> !line.equals(TITLE))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.asList(line.substring(1).split("\\|", -1)))
                .forEach(cells -> {
                    List<String> values = code(cells.get(1));
                    for (String member : code(cells.getFirst())) {
                        (values.isEmpty() ? List.of(ADDRESS) : values)
                                .forEach(value -> covered.add(member + "=" + value));
                    }
                });
        return covered;
    }

    /** What a document says, member by member and value by value. */
    static Set<String> advertised(Map<String, Object> metadata) {
        Set<String> advertised = new TreeSet<>();
        metadata.forEach((member, value) -> values(value).forEach(one -> advertised.add(member + "=" + one)));
        return advertised;
    }

    private static Stream<String> values(Object value) {
        return switch (value) {
            case Collection<?> several -> several.stream().map(String::valueOf);
            case Map<?, ?> members -> members.keySet().stream().map(String::valueOf);
            case String address -> Stream.of(ADDRESS);
            default -> Stream.of(String.valueOf(value));
        };
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
