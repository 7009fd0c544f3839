package de.stadttor.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from outside harmless before a template shows it. Escaping is Thymeleaf's; this is about what survives
 * escaping: characters that reorder or break the text around a name, and links that are none.
 */
public final class Text {

    /** Controls, and the marks that embed, override or isolate a writing direction. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@?&/<>\"',;:]+@[^\\s@?&/<>\"',;:]+");
    private static final int LONGEST = 200;
    private static final int LONGEST_REASON = 2_000;

    Text() {}

    /** For an element of its own, best {@code <bdi>}. */
    public String alone(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return cut(INVISIBLE.matcher(text.strip()).replaceAll(""), LONGEST);
    }

    private static String cut(String visible, int longest) {
        return visible.codePointCount(0, visible.length()) <= longest
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, longest)) + "…";
    }

    /** As {@link #alone}, for what may be as long as a reason that somebody gave. */
    public String whole(@Nullable String text) {
        return text == null ? "" : cut(INVISIBLE.matcher(text.strip()).replaceAll(" "), LONGEST_REASON);
    }

    /** For a sentence: between the Unicode marks that do for plain text what {@code <bdi>} does for an element. */
    public String inline(@Nullable String text) {
        return "\u2068" + alone(text) + "\u2069";
    }

    /** An address for {@code mailto:}; null where it is none that could not carry more than an address. */
    public @Nullable String mailto(@Nullable String address) {
        return address != null && ADDRESS.matcher(address).matches() ? "mailto:" + address : null;
    }

    /** A number for {@code tel:}; null where there are no digits. */
    public @Nullable String tel(@Nullable String number) {
        String digits = number == null ? "" : number.replaceAll("(?!^\\+)[^0-9]", "");
        return digits.matches("\\+?[0-9]{3,20}") ? "tel:" + digits : null;
    }

    /** A link's target; null for one that would run a script. Whether it may be led to is checked by who gives it. */
    public @Nullable String link(@Nullable String uri) {
        if (uri == null || INVISIBLE.matcher(uri).find()) {
            return null;
        }
        String start = uri.strip().toLowerCase(Locale.ROOT);
        boolean script = start.startsWith("javascript:") || start.startsWith("data:") || start.startsWith("vbscript:");
        return script ? null : uri;
    }
}
