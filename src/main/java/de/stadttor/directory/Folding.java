package de.stadttor.directory;

import java.text.Normalizer;
import java.util.Locale;

/** Writes names as one types them: small letters without marks, umlauts in either of their two spellings. */
final class Folding {

    private Folding() {}

    /** {@code Müller} becomes {@code mueller}. */
    static String transcribed(String text) {
        return isAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : plain(composed(text)
                        .replace("ä", "ae")
                        .replace("ö", "oe")
                        .replace("ü", "ue")
                        .replace("Ä", "Ae")
                        .replace("Ö", "Oe")
                        .replace("Ü", "Ue"));
    }

    /** {@code Müller} becomes {@code muller}. */
    static String plain(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(text.length());
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        apart.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> {
                    switch (c) {
                        case 'ß' -> folded.append("ss");
                        case 'æ' -> folded.append("ae");
                        case 'œ' -> folded.append("oe");
                        case 'ø' -> folded.append('o');
                        case 'ł' -> folded.append('l');
                        case 'đ' -> folded.append('d');
                        case 'ı' -> folded.append('i');
                        default -> folded.appendCodePoint(c);
                    }
                });
        return folded.toString();
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
