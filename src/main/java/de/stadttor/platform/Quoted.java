package de.stadttor.platform;

/** A value that somebody gave, inside a message: short, in one line, without control characters. */
public final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** In quotation marks, cut where it is long. */
    public static String of(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return "\"" + visible(shown) + "\"";
    }

    /** Without characters that move or hide what stands around them. */
    public static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
