package stadttor.bench.operations;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where CPU time goes, summed up from many looks at the threads. */
final class Profile {

    /** Longest first where one holds another. */
    private static final List<String> LIBRARIES = List.of(
            "de.stadttor.access",
            "de.stadttor.application",
            "de.stadttor.audit",
            "de.stadttor.issuing",
            "de.stadttor.keys",
            "de.stadttor.person",
            "de.stadttor.platform",
            "de.stadttor.route",
            "de.stadttor.session",
            "de.stadttor.upstream",
            "de.stadttor.web",
            "de.stadttor",
            "com.amazon.corretto",
            "com.nimbusds",
            "com.zaxxer.hikari",
            "io.micrometer",
            "org.apache.catalina",
            "org.apache.coyote",
            "org.apache.hc",
            "org.apache.tomcat",
            "org.postgresql",
            "org.springframework.jdbc",
            "org.springframework.transaction",
            "org.springframework.security.oauth2",
            "org.springframework.security",
            "org.springframework.web",
            "org.springframework",
            "tools.jackson");

    private static final int MOST = 30;

    private final List<Stack> stacks;

    Profile(List<Stack> stacks) {
        this.stacks = stacks;
    }

    /** As Markdown. */
    String text() {
        return "## For whom\n\nBy the library that works or lets the JDK work, in per cent of " + stacks.size()
                + " samples.\n\n"
                + table("library", shares(stack -> owner(stack).map(Profile::library)))
                + "\n## In what of the hub\n\nWith all that it calls.\n\n"
                + table("method", inclusive(method -> method.type().startsWith("de.stadttor")))
                + "\n## In what of the libraries\n\nWith all that it calls; what surrounds the whole request is left"
                + " out.\n\n"
                + table("method", inclusive(method -> !method.type().startsWith("de.stadttor") && !method.isOfTheJdk()))
                + "\n## In the end\n\n"
                + table(
                        "method",
                        shares(stack -> stack.frames().stream().limit(1).map(Stack.Method::toString)));
    }

    private static Stream<Stack.Method> owner(Stack stack) {
        return stack.frames().stream().filter(method -> !method.isOfTheJdk()).limit(1);
    }

    static String library(Stack.Method method) {
        return LIBRARIES.stream()
                .filter(name -> method.type().startsWith(name + "."))
                .findFirst()
                .orElseGet(() ->
                        method.type().substring(0, Math.max(0, method.type().lastIndexOf('.'))));
    }

    /** What share of the samples has the method anywhere, each sample counted once; what nearly all have says nothing. */
    private Map<String, Double> inclusive(Predicate<Stack.Method> wanted) {
        Map<String, Double> shares = shares(stack -> stack.frames().stream()
                .filter(method -> wanted.test(method) && !method.isGenerated())
                .map(Stack.Method::toString)
                .filter(name -> !name.matches(".*\\.(doFilter(Internal)?|invoke0?|run|doRun)")));
        shares.values().removeIf(share -> share > 0.8);
        return shares;
    }

    private Map<String, Double> shares(Function<Stack, Stream<String>> names) {
        Map<String, Double> shares = new HashMap<>();
        for (Stack stack : stacks) {
            Set<String> once = names.apply(stack).collect(Collectors.toCollection(HashSet::new));
            once.forEach(name -> shares.merge(name, 1.0 / stacks.size(), Double::sum));
        }
        return shares;
    }

    private static String table(String head, Map<String, Double> shares) {
        return "| " + head + " | % |\n| --- | ---: |\n"
                + shares.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(MOST)
                        .map(share ->
                                String.format(Locale.ROOT, "| `%s` | %.1f |%n", share.getKey(), share.getValue() * 100))
                        .collect(Collectors.joining());
    }
}
