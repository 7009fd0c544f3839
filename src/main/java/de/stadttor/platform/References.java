package de.stadttor.platform;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

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

    /**
     * The number that somebody meant who typed what they heard: in any case, with blanks and dashes anywhere or nowhere,
     * and with the letters that are mistaken for digits.
     *
     * @return empty where it can be no reference number
     */
    public static Optional<String> read(String typed) {
        String plain = typed.replaceAll("[\\s\\p{Pd}._]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean possible = plain.length() == 8 && plain.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return possible ? Optional.of(plain.substring(0, 4) + "-" + plain.substring(4)) : Optional.empty();
    }
}
