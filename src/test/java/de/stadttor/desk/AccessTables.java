package de.stadttor.desk;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.CsvSource;

/** All that the tests of the desk say about who may do what. */
final class AccessTables {

    /** In the columns' words: operator, admin of Dresden, admin of Magdeburg, auditor of Magdeburg, owner, nobody. */
    static final Set<String> EVERYBODY = Set.of("otto", "dirk", "heiko", "paul", "bernd", "anna");

    /**
     * One line of a table, tried with one method.
     *
     * @param statuses the answers, by the column's name
     */
    record Row(String method, String path, Map<String, Integer> statuses, boolean keepsNothing) {

        boolean admits(String person) {
            return answers(person) < 400;
        }

        int answers(String person) {
            return Objects.requireNonNull(statuses.get(person), person);
        }
    }

    private AccessTables() {}

    static List<Row> all() {
        return new ClassFileImporter()
                .importPackages("de.stadttor.desk").stream()
                        .map(JavaClass::getMethods)
                        .flatMap(Set::stream)
                        .filter(method -> method.isAnnotatedWith(AccessTable.class))
                        .map(JavaMethod::reflect)
                        .flatMap(AccessTables::rows)
                        .toList();
    }

    private static Stream<Row> rows(Method test) {
        AccessTable table = test.getAnnotation(AccessTable.class);
        List<String> lines =
                test.getAnnotation(CsvSource.class).textBlock().lines().toList();
        List<String> columns = cells(lines.getFirst());
        return lines.stream().filter(line -> !line.startsWith("#")).flatMap(line -> {
            List<String> cells = cells(line);
            Map<String, Integer> statuses = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                if (EVERYBODY.contains(columns.get(i))) {
                    statuses.put(columns.get(i), Integer.valueOf(cells.get(i)));
                }
            }
            String path = table.path().replace("{0}", cells.getFirst());
            return Stream.of(table.value()).map(method -> new Row(method, path, statuses, table.keepsNothing()));
        });
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    }
}
