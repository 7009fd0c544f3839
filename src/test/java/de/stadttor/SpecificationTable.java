package de.stadttor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code docs/specifications.md}: each row ends with the tests that prove it, as {@code `Class`} or
 * {@code `Class#method`}, several with commas between them.
 */
final class SpecificationTable {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Tests)(?:#([a-z]\\w*))?`");
    private static final Pattern RULE = Pattern.compile("\\|( *:?-+:? *\\|)+");

    private final Map<String, String> classes;

    /**
     * @param tests the folder of the tests' sources
     */
    SpecificationTable(Path tests) {
        classes = new HashMap<>();
        try (Stream<Path> files = Files.walk(tests)) {
            files.filter(file -> file.toString().endsWith("Tests.java")).forEach(file -> {
                String path = tests.relativize(file).toString();
                String name =
                        path.substring(0, path.length() - ".java".length()).replace('/', '.');
                classes.put(name.substring(name.lastIndexOf('.') + 1), name);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the tables of this document, each with its line. */
    List<String> problems(String markdown) {
        List<String> problems = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        int columns = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean header =
                    i + 1 < lines.size() && RULE.matcher(lines.get(i + 1)).matches();
            if (!line.startsWith("|")) {
                columns = 0;
            } else if (header) {
                columns = cells(line).size();
            } else if (!RULE.matcher(line).matches()) {
                String problem = problem(line, columns);
                if (problem != null) {
                    problems.add("line " + (i + 1) + ": " + problem);
                }
            }
        }
        return problems;
    }

    /** How many rows there are. */
    static long rows(String markdown) {
        long all = markdown.lines().filter(line -> line.startsWith("|")).count();
        long rules =
                markdown.lines().filter(line -> RULE.matcher(line).matches()).count();
        return all - 2 * rules;
    }

    private @Nullable String problem(String line, int columns) {
        List<String> cells = cells(line);
        if (cells.size() != columns || cells.stream().anyMatch(String::isBlank)) {
            return "not " + columns + " cells with something in each";
        }
        for (String test : cells.getLast().split(",", -1)) {
            Matcher matcher = TEST.matcher(test.strip());
            if (!matcher.matches()) {
                return "no test: " + test.strip();
            }
            if (!exists(matcher.group(1), matcher.group(2))) {
                return "no such test: " + test.strip();
            }
        }
        return null;
    }

    private static List<String> cells(String line) {
        String inner = line.strip();
        inner = inner.substring(1, inner.endsWith("|") && inner.length() > 1 ? inner.length() - 1 : inner.length());
        return Arrays.asList(inner.split("(?<!\\\\)\\|", -1));
    }

    private boolean exists(String simpleName, @Nullable String method) {
        String name = classes.get(simpleName);
        if (name == null) {
            return false;
        }
        try {
            Class<?> type = Class.forName(name, false, SpecificationTable.class.getClassLoader());
            return method == null || declares(type, method);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A plan's class inherits the modules that it has in common with another. */
    private static boolean declares(@Nullable Class<?> type, String method) {
        return type != null
                && (Arrays.stream(type.getDeclaredMethods())
                                .anyMatch(known -> known.getName().equals(method)
                                        && Arrays.stream(known.getAnnotations())
                                                .anyMatch(annotation -> annotation
                                                        .annotationType()
                                                        .getName()
                                                        .startsWith("org.junit.jupiter.")))
                        || declares(type.getSuperclass(), method));
    }
}
