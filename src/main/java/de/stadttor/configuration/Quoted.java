package de.stadttor.configuration;

/** A value of the document inside a message: short, in one line, without control characters. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return "\"" + visible(shown) + "\"";
    }

    /** Without characters that move or hide what stands around them. */
    static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
