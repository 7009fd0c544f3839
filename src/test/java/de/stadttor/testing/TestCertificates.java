package de.stadttor.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of a test, made by the JDK's keytool. */
public final class TestCertificates {

    private static final String PASSWORD = "of-a-test";

    private final Path store;

    /**
     * @param folder where its files go
     * @param host the name that it is for
     * @param start as keytool has it: {@code -400d} for 400 days ago
     * @param days how long it is valid from then on
     */
    public TestCertificates(Path folder, String host, String start, int days) throws IOException {
        this(folder, host, start, days, "dns:" + host);
    }

    /**
     * @param names the alternative names as keytool has them, {@code uri:https://…} for instance
     */
    public TestCertificates(Path folder, String host, String start, int days, String names) throws IOException {
        this.store = folder.resolve(host + start + days + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host + ", O=Test",
                        "-ext",
                        "san=" + names,
                        "-ext",
                        "bc:c",
                        "-startdate",
                        start,
                        "-validity",
                        String.valueOf(days))
                .inheritIO()
                .start();
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }

    /** For a server that shows it. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that shows it, to a server that shows that other one. */
    public SSLContext client(TestCertificates server) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), server.trusted(), null);
        return context;
    }

    /** For whoever trusts it alone. */
    public TrustManager[] trusted() throws IOException, GeneralSecurityException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trustStore());
        return trusted.getTrustManagers();
    }

    /** Spring Boot's settings for a server that shows it, and asks for that other one. */
    public String[] serverSettings(TestCertificates client) throws IOException, GeneralSecurityException {
        Path trusted = client.store.resolveSibling(client.store.getFileName() + ".trusted");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            client.trustStore().store(out, PASSWORD.toCharArray());
        }
        return new String[] {
            "--server.ssl.key-store=" + store,
            "--server.ssl.key-store-password=" + PASSWORD,
            "--server.ssl.trust-store=" + trusted,
            "--server.ssl.trust-store-password=" + PASSWORD,
            "--server.ssl.client-auth=want"
        };
    }

    /** Its key as a JWK of an application; with the certificate itself or without. */
    public ECKey jwk(boolean withCertificate) throws IOException, GeneralSecurityException {
        ECPublicKey key = (ECPublicKey) certificate().getPublicKey();
        ECKey.Builder jwk = new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).keyID("of-certificate");
        return withCertificate
                ? jwk.x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode(
                                certificate().getEncoded())))
                        .build()
                : jwk.build();
    }

    private KeyStore trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", certificate());
        return trusted;
    }

    /** The certificate itself. */
    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate("it");
    }

    /** The certificate as a PEM file. */
    public Path pem() throws IOException, GeneralSecurityException {
        return Files.writeString(
                store.resolveSibling(store.getFileName() + ".pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(load().getCertificate("it").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }
}
