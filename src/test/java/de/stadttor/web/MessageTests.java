package de.stadttor.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.stadttor.access.Reason;
import de.stadttor.web.Page.FailureKind;
import de.stadttor.web.Page.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every word of a page is a message, every message exists in both languages, and none is left over. */
class MessageTests {

    private final Properties german = messages("messages_de.properties");
    private final Properties english = messages("messages_en.properties");

    @Test
    void noTemplateSaysAnythingItself() {
        templates()
                .forEach((name, template) ->
                        assertThat(TemplateTexts.literals(template)).as(name).isEmpty());
    }

    @Test
    void noticesWordsInATemplate() {
        assertThat(TemplateTexts.literals("<p th:text=\"#{a.b}\"></p><p>Willkommen</p>"))
                .containsExactly("Willkommen");
        assertThat(TemplateTexts.literals("<img th:src=\"${x}\" alt=\"Wappen\">"))
                .containsExactly("alt=\"Wappen\"");
        assertThat(TemplateTexts.literals("<p th:text=\"${x} ?: 'niemand da'\"></p>"))
                .containsExactly("niemand da");
        assertThat(TemplateTexts.literals("<p th:utext=\"${x}\"></p>")).containsExactly("th:utext");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(difference(german, english)).isEmpty();
    }

    @Test
    void noticesAMessageOfOneLanguageOnly() {
        Properties shorter = new Properties();
        shorter.putAll(english);
        shorter.remove("home.title");
        assertThat(difference(german, shorter)).containsExactly("home.title");
    }

    @Test
    void templatesAskForMessagesThatExist() {
        assertThat(TemplateTexts.missing(asked(), german.stringPropertyNames())).isEmpty();
    }

    @Test
    void noticesAMessageThatDoesNotExist() {
        Set<String> keys =
                TemplateTexts.keys("<p th:text=\"#{home.titel}\"></p><p th:text=\"#{|home.${x}.titel|}\"></p>");
        assertThat(TemplateTexts.missing(keys, german.stringPropertyNames())).hasSize(2);
    }

    @Test
    void noMessageIsLeftOver() {
        assertThat(TemplateTexts.unused(asked(), german.stringPropertyNames())).isEmpty();
    }

    @Test
    void noticesAMessageThatNobodyAsksFor() {
        assertThat(TemplateTexts.unused(asked(), Set.of("home.title", "home.greeting")))
                .containsExactly("home.greeting");
    }

    @Test
    void everyReasonFailureAndProblemHasItsMessages() {
        Stream<String> reasons = Arrays.stream(Reason.values())
                .flatMap(r -> Stream.of("refusal." + r.code() + ".what", "refusal." + r.code() + ".todo"));
        Stream<String> failures = Arrays.stream(FailureKind.values())
                .map(k -> "failure." + k.code())
                .flatMap(k -> Stream.of(k + ".title", k + ".what", k + ".todo"));
        Stream<String> problems = Arrays.stream(Problem.values()).map(p -> "home.problem." + p.code());
        Stream<String> languages = Languages.KNOWN.stream().map(l -> "layout.language." + l.getLanguage());
        assertThat(german.stringPropertyNames())
                .containsAll(Stream.of(reasons, failures, problems, languages)
                        .flatMap(s -> s)
                        .toList());
    }

    @Test
    void everyMessageIsAPatternWithoutStraightApostrophe() {
        Stream.of(german, english)
                .forEach(messages -> messages.forEach((key, text) -> {
                    assertThat((String) text).as((String) key).isNotBlank().doesNotContain("'");
                    assertThat(new MessageFormat((String) text, Locale.GERMAN)).isNotNull();
                }));
    }

    private static Set<String> difference(Properties one, Properties other) {
        Set<String> keys = new TreeSet<>(one.stringPropertyNames());
        keys.removeAll(other.stringPropertyNames());
        Set<String> back = new TreeSet<>(other.stringPropertyNames());
        back.removeAll(one.stringPropertyNames());
        keys.addAll(back);
        return keys;
    }

    private static Set<String> asked() {
        return templates().values().stream()
                .flatMap(t -> TemplateTexts.keys(t).stream())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> templates() {
        try {
            Map<String, String> templates = new LinkedHashMap<>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:templates/**/*.html")) {
                templates.put(file.getDescription(), file.getContentAsString(StandardCharsets.UTF_8));
            }
            assertThat(templates).isNotEmpty();
            return templates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties messages(String file) {
        try (var reader = new StringReader(new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8))) {
            var messages = new Properties();
            messages.load(reader);
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
