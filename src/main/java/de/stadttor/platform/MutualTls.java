package de.stadttor.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How client certificates come to the hub.
 *
 * @param clientCertificateHeader the header in which a trusted proxy hands on the client's certificate; null: none does
 * @param mtlsUrl public address of the endpoints that ask for a client certificate, without a slash at its end; null:
 *     there is no other than the issuer's
 */
@ConfigurationProperties("stadttor")
public record MutualTls(
        @Nullable String clientCertificateHeader, @Nullable String mtlsUrl) {

    public MutualTls {
        clientCertificateHeader = textOrNull(clientCertificateHeader);
        mtlsUrl = textOrNull(mtlsUrl);
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
