package de.stadttor.issuing;

import de.stadttor.platform.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Codes that a person reads off a device and types: eight consonants, which make no words and are not taken for one
 * another or for digits (RFC 8628 section 6.1).
 */
@Component
class UserCodes {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}]+");
    private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sealer.Purpose hashing;

    UserCodes(Sealer sealer) {
        this.hashing = sealer.purpose("user-code");
    }

    /** A new one, without its hyphen. */
    String next() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As people are shown it, with a hyphen in the middle. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** What was meant, however it was typed: case, blanks and hyphens do not matter. Empty for what cannot be a code. */
    static Optional<String> meant(String typed) {
        String code = BETWEEN.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }

    /** Under which it is stored: there are too few codes for a hash that anybody can compute. */
    byte[] stored(String code) {
        return hashing.hash(code.getBytes(StandardCharsets.US_ASCII));
    }

    /** Under which it may be stored: under the present one, or as it was hashed before the key was changed. */
    byte[][] storedAs(String code) {
        return hashing.hashes(code.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    }
}
