package de.stadttor.homerealm;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** The domain of an e-mail address, in the one form in which domains are compared. */
final class EmailDomain {

    private static final int MAX_ADDRESS = 254;

    private EmailDomain() {}

    /** What stands behind the last {@code @}; empty where the text is no e-mail address. */
    static Optional<String> of(String address) {
        String text = address.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX_ADDRESS || text.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            return Optional.empty();
        }
        return normalized(text.substring(at + 1));
    }

    static Optional<String> normalized(String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return ascii.isEmpty() ? Optional.empty() : Optional.of(ascii);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
