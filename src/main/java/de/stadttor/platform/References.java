package de.stadttor.platform;

import java.security.SecureRandom;

/**
 * Reference numbers that a person reads out on the telephone: eight characters of Crockford's Base32 (40 bits), without
 * letters that are mistaken for digits, {@code 7K3M-9QXA} for instance.
 */
public final class References {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private References() {}

    public static String next() {
        StringBuilder reference = new StringBuilder(9);
        for (int i = 0; i < 8; i++) {
            if (i == 4) {
                reference.append('-');
            }
            reference.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return reference.toString();
    }
}
