package de.stadttor.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
            context.init(null, caFile == null ? null : trusting(Path.of(caFile)), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate authorities of " + caFile + " cannot be read", e);
        }
    }

    private static TrustManager[] trusting(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager own) {
                for (X509Certificate authority : own.getAcceptedIssuers()) {
                    add(trusted, authority);
                }
            }
        }
        try (InputStream pem = Files.newInputStream(caFile)) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                add(trusted, authority);
            }
        }
        return managers(trusted);
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static void add(KeyStore trusted, Certificate authority) throws GeneralSecurityException {
        trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
}
