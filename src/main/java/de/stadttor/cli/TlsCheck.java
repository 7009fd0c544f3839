package de.stadttor.cli;

import de.stadttor.platform.TrustedAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the certificate at an https address. It shakes hands with whatever answers, says nothing to it, and
 * judges afterwards what it was shown.
 */
final class TlsCheck {

    private static final Duration SOON = Duration.ofDays(30);
    private static final int PATIENCE_MILLIS = 5_000;

    private final @Nullable String caFile;
    private final Clock clock;

    TlsCheck(@Nullable String caFile, Clock clock) {
        this.caFile = caFile;
        this.clock = clock;
    }

    /** Empty where nothing is wrong, and for an address that is not https. */
    Optional<String> problem(URI address) {
        if (!"https".equals(address.getScheme())) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(judge(address.getHost(), shown(address)));
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of("no TLS with " + address.getHost() + " ("
                    + e.getClass().getSimpleName() + "); check that it is up and speaks TLS 1.2 or newer");
        }
    }

    private X509Certificate[] shown(URI address) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Looking()}, null);
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(address.getHost(), address.getPort() < 0 ? 443 : address.getPort()),
                    PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, address.getHost(), plain.getPort(), true)) {
                socket.setSSLParameters(new SSLParameters());
                socket.startHandshake();
                return Stream.of(socket.getSession().getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
            }
        }
    }

    private @Nullable String judge(String host, X509Certificate[] chain) {
        Instant now = clock.instant();
        for (X509Certificate certificate : chain) {
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return "a certificate of " + host + " expired on "
                        + day(certificate.getNotAfter().toInstant()) + "; renew it";
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return "a certificate of " + host + " counts only from "
                        + day(certificate.getNotBefore().toInstant()) + " on; check both clocks";
            }
        }
        try {
            TrustedAuthorities.trust(caFile)
                    .checkServerTrusted(chain, chain[0].getPublicKey().getAlgorithm());
        } catch (CertificateException e) {
            return "the certificate of " + host + " was issued by an authority that is not trusted ("
                    + chain[chain.length - 1].getIssuerX500Principal()
                    + "); name a file with that authority in STADTTOR_CA_FILE, or send the whole chain";
        }
        try {
            new DefaultHostnameVerifier().verify(host, chain[0]);
        } catch (SSLException e) {
            return "the certificate is not for the name " + host + "; issue one for it";
        }
        Instant end = chain[0].getNotAfter().toInstant();
        return end.isBefore(now.plus(SOON))
                ? "the certificate of " + host + " expires on " + day(end) + "; renew it"
                : null;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Takes any certificate, since it is only looked at. */
    private static final class Looking implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
