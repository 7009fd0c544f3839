package de.stadttor.desk;

import org.jspecify.annotations.Nullable;

/** Numbers in addresses, which anybody may have typed. */
final class Numbers {

    private Numbers() {}

    /** A number from 0 up; what is none is the other one. */
    static int of(String text, int otherwise) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Of a list, from 0. */
    static int page(String text) {
        return Math.min(of(text, 0), 10_000);
    }

    static DirectoryStand.Asked asked(@Nullable String seen, @Nullable String soon) {
        Long seconds = number(soon);
        return new DirectoryStand.Asked(number(seen), seconds == null ? null : Math.clamp(seconds, 1, 60));
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
