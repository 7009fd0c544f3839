package de.stadttor.web;

import java.security.SecureRandom;

/** Reference numbers that a person can read out over the telephone: {@code A7K2-9QXM}. */
public final class References {

    /** Without what is easily mistaken for something else: I, O, 0, 1, and U against chance words. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private References() {}

    /** A new one, out of 8 · 10<sup>11</sup>. */
    public static String next() {
        var reference = new StringBuilder(9);
        for (int i = 0; i < 8; i++) {
            if (i == 4) {
                reference.append('-');
            }
            reference.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return reference.toString();
    }
}
