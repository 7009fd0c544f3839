package de.stadttor.person;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text from outside that is shown, logged or handed on. */
public final class CleanText {

    static final int MAX_LENGTH = 255;

    private CleanText() {}

    /** Without what can forge a line, end a string or turn the reading direction; empty where nothing fit is left. */
    public static Optional<String> stripped(@Nullable Object value) {
        if (!(value instanceof String text) || text.length() > 2 * MAX_LENGTH) {
            return Optional.empty();
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints().filter(CleanText::isHarmless).forEach(clean::appendCodePoint);
        String result = clean.toString().strip();
        return result.isEmpty() || result.length() > MAX_LENGTH ? Optional.empty() : Optional.of(result);
    }

    /** Exactly as it is, or not at all: for what is compared, where a stripped text could become another's. */
    public static Optional<String> exact(@Nullable Object value) {
        return value instanceof String text
                        && !text.isBlank()
                        && text.length() <= MAX_LENGTH
                        && text.codePoints().allMatch(CleanText::isHarmless)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static boolean isHarmless(int c) {
        boolean joiner = c == 0x200c || c == 0x200d;
        return joiner
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
