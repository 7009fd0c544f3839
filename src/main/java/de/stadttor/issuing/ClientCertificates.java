package de.stadttor.issuing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import de.stadttor.application.Application;
import de.stadttor.application.Protocol.CertificateSubject;
import de.stadttor.platform.MutualTls;
import de.stadttor.platform.OpaqueKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * The certificates that applications show in TLS (RFC 8705). One comes in the header of a trusted proxy, which has
 * verified its chain, or where no header is configured, from the hub's own connection. Headers that anybody else wrote
 * are taken away before any request gets here.
 */
@Component
public class ClientCertificates {

    private static final String OF_CONNECTION = "jakarta.servlet.request.X509Certificate";

    private final ClientKeys keys;
    private final Clock clock;
    private final @Nullable String header;
    private final boolean ownTls;

    ClientCertificates(
            ClientKeys keys, MutualTls mutualTls, Clock clock, @Value("${server.ssl.client-auth:none}") String ownTls) {
        this.keys = keys;
        this.clock = clock;
        this.header = mutualTls.clientCertificateHeader();
        this.ownTls = !ownTls.equalsIgnoreCase("none");
    }

    /** Whether there is a way for certificates to get here at all. */
    public boolean canBeShown() {
        return header != null || ownTls;
    }

    /**
     * The certificate that a request came with; null for none.
     *
     * @throws OAuth2AuthenticationException with {@code invalid_request} for one that cannot be read
     */
    @Nullable
    X509Certificate shownIn(HttpServletRequest request) {
        if (header != null) {
            List<String> values = Collections.list(request.getHeaders(header));
            values.removeIf(String::isBlank);
            return values.isEmpty() ? null : read(values);
        }
        return ownTls && request.getAttribute(OF_CONNECTION) instanceof X509Certificate[] chain && chain.length > 0
                ? chain[0]
                : null;
    }

    /** RFC 9440 section 2.1: DER between colons; else PEM with percent signs, as nginx escapes it. */
    private static X509Certificate read(List<String> values) {
        String value = values.getFirst().strip();
        X509Certificate certificate = null;
        if (values.size() == 1) {
            certificate = value.startsWith(":") && value.endsWith(":") && value.length() > 2
                    ? X509CertUtils.parse(new Base64(value.substring(1, value.length() - 1)).decode())
                    : X509CertUtils.parse(unescaped(value));
        }
        if (certificate == null) {
            throw Refusals.invalidRequest("the client certificate cannot be read");
        }
        return certificate;
    }

    private static String unescaped(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Whether the application proves by this certificate who it is (sections 2.1 and 2.2). */
    boolean prove(X509Certificate certificate, Application application) {
        return isValidNow(certificate)
                && ((application.clientAuthentication().contains("tls_client_auth")
                                && isOfSubject(certificate, application))
                        || (application.clientAuthentication().contains("self_signed_tls_client_auth")
                                && keys.any(application, key -> isOfKey(certificate, key))));
    }

    private boolean isValidNow(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean isOfSubject(X509Certificate certificate, Application application) {
        CertificateSubject expected = application.protocol().certificate();
        return expected != null && CertificateSubjects.matches(certificate, expected);
    }

    /** The certificate itself where the key tells one, else its key (section 2.2.2). */
    private static boolean isOfKey(X509Certificate certificate, JWK key) {
        try {
            List<Base64> chain = key.getX509CertChain();
            if (chain != null && !chain.isEmpty()) {
                return Arrays.equals(chain.getFirst().decode(), certificate.getEncoded());
            }
            return key instanceof AsymmetricJWK asymmetric
                    && Arrays.equals(
                            asymmetric.toPublicKey().getEncoded(),
                            certificate.getPublicKey().getEncoded());
        } catch (GeneralSecurityException | JOSEException e) {
            return false;
        }
    }

    /** What a token is bound to that only the holder of this certificate may show (section 3.1). */
    static Confirmation confirmation(X509Certificate certificate) {
        try {
            return new Confirmation(
                    Confirmation.Method.X5T,
                    Base64URL.encode(OpaqueKeys.sha256(certificate.getEncoded()))
                            .toString());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
