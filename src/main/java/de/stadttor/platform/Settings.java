package de.stadttor.platform;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set from outside, by environment variable ({@code STADTTOR_ISSUER}) or property ({@code stadttor.issuer}).
 *
 * @param issuer the hub's public address, without a slash at its end
 * @param keyEncryptionKey 32 bytes in Base64; encrypts signing keys and providers' secrets at rest
 * @param trustedProxies addresses or networks whose forwarding headers count
 * @param internalTargets networks (CIDR) that outgoing calls may reach although they are private
 * @param caFile PEM file with further certificate authorities; null: none
 * @param demo whether this is the demo: only then may the issuer be {@code http}, and known secrets be used
 */
@ConfigurationProperties("stadttor")
public record Settings(
        String issuer,
        String keyEncryptionKey,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue List<String> internalTargets,
        @Nullable String caFile,
        @DefaultValue("false") boolean demo) {

    byte[] keyEncryptionKeyBytes() {
        return Base64.getDecoder().decode(keyEncryptionKey);
    }

    /** Whether the public address is https, so that cookies can be bound to it. */
    public boolean secure() {
        return issuer.startsWith("https:");
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "Settings[issuer=" + issuer + "]";
    }
}
