package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Base64;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** The header in which a proxy hands on a certificate (RFC 9440): any text, and any bytes between the colons. */
public final class ClientCertificateFuzz {

    private static final ClientCertificates CERTIFICATES =
            new ClientCertificates(FuzzWorld.keys(), FuzzWorld.MUTUAL_TLS, FuzzWorld.CLOCK, "none");

    private ClientCertificateFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(
                "Client-Cert",
                data.consumeBoolean()
                        ? data.consumeRemainingAsString()
                        : ":" + Base64.getEncoder().encodeToString(data.consumeRemainingAsBytes()) + ":");
        try {
            CERTIFICATES.shownIn(request);
        } catch (OAuth2AuthenticationException e) {
            // refused
        }
    }
}
