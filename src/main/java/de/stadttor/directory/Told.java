package de.stadttor.directory;

import de.stadttor.directory.DirectoryProblem.Kind;
import org.jspecify.annotations.Nullable;

/** Texts as a directory tells them: bounded in length, and written so that they can be shown. */
final class Told {

    /** Longer than any that a sign-in could make something of, see {@code PersonReader}. */
    private static final int LONGEST = 1_000;

    private Told() {}

    static String present(String what, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new ReadFailure(Kind.NONSENSE, "The directory answers without " + what + ".");
        }
        return text;
    }

    static @Nullable String bounded(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Without what can forge a line or turn the reading direction. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> shown.append('\ufffd');
                default -> shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
