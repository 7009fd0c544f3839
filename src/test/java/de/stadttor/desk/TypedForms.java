package de.stadttor.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The templates of the desk whose forms are posted and have a field into which somebody types. */
final class TypedForms {

    private static final Pattern FORM = Pattern.compile("<form\\b.*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("<textarea\\b|<input\\b(?![^>]*(type=\"(hidden|checkbox|radio|submit)\"|th:replace=))");
    private static final Pattern FRAGMENT = Pattern.compile("~\\{desk/([a-z-]+) :: ([a-z]+)");

    private final Map<String, String> templates;

    /**
     * @param templates by name, without {@code .html}
     */
    TypedForms(Map<String, String> templates) {
        this.templates = new TreeMap<>(templates);
    }

    static TypedForms ofTheDesk() {
        Map<String, String> templates = new TreeMap<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:templates/desk/*.html")) {
                templates.put(
                        Objects.requireNonNull(file.getFilename()).replace(".html", ""),
                        file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TypedForms(templates);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        templates.forEach((name, text) -> FORM.matcher(text)
                .results()
                .map(form -> form.group())
                .filter(form -> form.contains("method=\"post\""))
                .filter(form -> FIELD.matcher(withFragments(form)).find())
                .forEach(form -> names.add(name)));
        return names;
    }

    private String withFragments(String form) {
        StringBuilder text = new StringBuilder(form);
        Matcher fragment = FRAGMENT.matcher(form);
        while (fragment.find()) {
            String[] parts = templates.getOrDefault(fragment.group(1), "").split("th:fragment=\"", -1);
            for (String part : parts) {
                if (part.startsWith(fragment.group(2) + "\"") || part.startsWith(fragment.group(2) + "(")) {
                    text.append(part);
                }
            }
        }
        return text.toString();
    }
}
