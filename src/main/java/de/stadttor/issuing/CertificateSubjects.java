package de.stadttor.issuing;

import de.stadttor.application.Protocol.CertificateSubject;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/** Whether a certificate is of the subject that an application registered (RFC 8705 section 2.1.2). */
final class CertificateSubjects {

    /** RFC 5280 section 4.2.1.6: the kinds of alternative names. */
    private static final int EMAIL = 1;

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateSubjects() {}

    static boolean matches(X509Certificate certificate, CertificateSubject expected) {
        String value = expected.value();
        return switch (expected.kind()) {
            case SUBJECT_DN -> isNamed(certificate.getSubjectX500Principal(), value);
            case SAN_DNS -> has(certificate, DNS, name -> lower(name).equals(lower(value)));
            case SAN_URI -> has(certificate, URI, value::equals);
            case SAN_IP -> has(certificate, IP, name -> sameAddress(name, value));
            case SAN_EMAIL -> has(certificate, EMAIL, name -> mailbox(name).equals(mailbox(value)));
        };
    }

    /** RFC 4514 as text, compared after RFC 4517 and not letter by letter: case and spaces do not count. */
    private static boolean isNamed(X500Principal subject, String expected) {
        try {
            return !expected.isBlank() && new X500Principal(expected).equals(subject);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean has(X509Certificate certificate, int kind, Predicate<String> wanted) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> Integer.valueOf(kind).equals(name.getFirst()))
                            .anyMatch(name -> name.get(1) instanceof String text && wanted.test(text));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean sameAddress(String name, String expected) {
        try {
            return InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(expected));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The host's case does not count, the mailbox's does (RFC 5280 section 7.5). */
    private static String mailbox(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at) + lower(address.substring(at));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
