package de.stadttor.issuing;

import de.stadttor.platform.OpaqueKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** PKCE (RFC 7636) with S256, the only method. */
final class CodeVerifiers {

    private CodeVerifiers() {}

    /** Without a challenge a verifier must be missing too (RFC 9700 section 2.1.1: no downgrade). */
    static boolean matches(@Nullable String verifier, @Nullable String challenge) {
        if (verifier == null || challenge == null) {
            return verifier == null && challenge == null;
        }
        if (!verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
            return false;
        }
        String computed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(OpaqueKeys.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
        return MessageDigest.isEqual(
                computed.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
