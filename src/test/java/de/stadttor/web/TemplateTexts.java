package de.stadttor.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a template for what it says itself and for the messages it asks for. */
final class TemplateTexts {

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", Pattern.DOTALL);
    private static final Pattern SPOKEN_ATTRIBUTE = Pattern.compile(
            "(?<![:\\w-])(?:title|alt|aria-label|aria-description|placeholder|label)\\s*=\\s*\"[^\"]*\"");
    private static final Pattern SPOKEN_EXPRESSION =
            Pattern.compile("th:(?:text|aria-label|title|alt|placeholder)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern KEY_START = Pattern.compile("(?:[a-z_]+\\.)+");
    private static final Pattern UNESCAPED = Pattern.compile("th:utext|\\[\\(");

    private static final Pattern KEY = Pattern.compile("#\\{([a-z0-9._]+)");
    private static final Pattern COMPOSED_KEY = Pattern.compile("#\\{\\|([^|]*)\\|");
    private static final Pattern OPTIONAL_KEY = Pattern.compile("#messages\\.msgOrNull\\('([^']*)' \\+");

    private TemplateTexts() {}

    /** Words that stand in the template instead of in a message, and unescaped output; empty is good. */
    static List<String> literals(String template) {
        List<String> found = new ArrayList<>();
        String markup = COMMENT.matcher(template).replaceAll("");
        String text = TAG.matcher(markup).replaceAll("\n");
        text.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(found::add);
        SPOKEN_ATTRIBUTE.matcher(markup).results().map(m -> m.group()).forEach(found::add);
        UNESCAPED.matcher(markup).results().map(m -> m.group()).forEach(found::add);
        for (Matcher m = SPOKEN_EXPRESSION.matcher(markup); m.find(); ) {
            QUOTED.matcher(m.group(1))
                    .results()
                    .map(q -> q.group(1))
                    .filter(q -> !KEY_START.matcher(q).matches())
                    .forEach(found::add);
        }
        return found;
    }

    /** The keys that a template may ask for, each as a regular expression. */
    static Set<String> keys(String template) {
        Set<String> keys = new TreeSet<>();
        KEY.matcher(template).results().forEach(m -> keys.add(Pattern.quote(m.group(1))));
        COMPOSED_KEY.matcher(template).results().forEach(m -> keys.add(composed(m.group(1))));
        OPTIONAL_KEY.matcher(template).results().forEach(m -> keys.add(Pattern.quote(m.group(1)) + "[a-z_]+"));
        return keys;
    }

    private static String composed(String key) {
        return key.replace(".", "\\.").replaceAll("\\$\\{[^}]*}", "[a-z_]+");
    }

    /** Of the keys asked for, those that no message has. */
    static List<String> missing(Set<String> keys, Set<String> messages) {
        return keys.stream()
                .filter(k -> messages.stream().noneMatch(m -> m.matches(k)))
                .toList();
    }

    /** Of the messages, those that no template asks for. */
    static List<String> unused(Set<String> keys, Set<String> messages) {
        return messages.stream()
                .filter(m -> keys.stream().noneMatch(m::matches))
                .toList();
    }
}
