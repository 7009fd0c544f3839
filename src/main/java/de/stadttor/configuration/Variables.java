package de.stadttor.configuration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Puts values in the place of <code>${NAME}</code>, on the side of the one who applies a document. Works on values, not
 * on text, so that no value can become anything but a text, and keeps each line where it was.
 */
public final class Variables {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private Variables() {}

    /**
     * The document with all its variables filled in.
     *
     * @param values what each name stands for
     * @throws InvalidConfiguration naming every variable that has no value; also where the text is no YAML
     */
    public static String fill(String text, Map<String, String> values) {
        if (!PLACEHOLDER.matcher(text).find()) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text.length());
        List<Problem> missing = new ArrayList<>();
        int copied = 0;
        int offset = 0;
        int codePoints = 0;
        try {
            for (Iterator<Event> events = YamlText.events(text); events.hasNext(); ) {
                if (!(events.next() instanceof ScalarEvent scalar)
                        || !PLACEHOLDER.matcher(scalar.getValue()).find()) {
                    continue;
                }
                Mark start = scalar.getStartMark().orElseThrow();
                Mark end = scalar.getEndMark().orElseThrow();
                offset = text.offsetByCodePoints(offset, start.getIndex() - codePoints);
                filled.append(text, copied, offset);
                int from = offset;
                offset = text.offsetByCodePoints(offset, end.getIndex() - start.getIndex());
                codePoints = end.getIndex();
                copied = offset;
                filled.append(quoted(replace(scalar, values, missing)));
                text.substring(from, offset).chars().filter(c -> c == '\n').forEach(c -> filled.append('\n'));
            }
        } catch (MarkedYamlEngineException e) {
            throw new InvalidConfiguration(List.of(YamlText.problem(e)));
        } catch (YamlEngineException e) {
            throw YamlText.refusal(Position.START, "", "this is no YAML");
        }
        if (!missing.isEmpty()) {
            throw new InvalidConfiguration(missing);
        }
        return filled.append(text, copied, text.length()).toString();
    }

    /** Whether this value still waits for a variable. */
    static boolean isOpen(String value) {
        return value.contains("${") && PLACEHOLDER.matcher(value).find();
    }

    private static String replace(ScalarEvent scalar, Map<String, String> values, List<Problem> missing) {
        return PLACEHOLDER.matcher(scalar.getValue()).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                Position at = YamlText.position(scalar.getStartMark().orElse(null));
                missing.add(new Problem(
                        at.line(),
                        at.column(),
                        "",
                        "the variable " + found.group(1) + " is not set, expected it in the environment"));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** As a YAML double-quoted text in one line. */
    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                text.append("\\u%04x".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append('"').toString();
    }
}
