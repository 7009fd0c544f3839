package de.stadttor.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that count for outgoing calls: Java's own, and those of the file that is set. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * @param caFile PEM; null for Java's own alone
     * @throws IllegalStateException where the file cannot be read, so that the hub does not start with half its trust
     */
    public static SSLContext tls(@Nullable String caFile) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust(caFile)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be had", e);
        }
    }

    /**
     * @param caFile as for {@link #tls}
     * @throws IllegalStateException as for {@link #tls}
     */
    public static X509TrustManager trust(@Nullable String caFile) {
        try {
            return manager(caFile == null ? null : authorities(Path.of(caFile)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate authorities of " + caFile + " cannot be read", e);
        }
    }

    private static KeyStore authorities(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
            add(trusted, authority);
        }
        try (InputStream pem = Files.newInputStream(caFile)) {
            Collection<? extends Certificate> further =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (further.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            for (Certificate authority : further) {
                add(trusted, authority);
            }
        }
        return trusted;
    }

    private static X509TrustManager manager(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void add(KeyStore trusted, Certificate authority) throws GeneralSecurityException {
        trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
}
