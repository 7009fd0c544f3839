package de.stadttor.issuing;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key or certificate that a token is bound to (RFC 7800): whoever shows the token has to prove that they hold it.
 *
 * @param thumbprint SHA-256, base64url without padding: of the JWK (RFC 7638), of the certificate's DER respectively
 */
public record Confirmation(Method method, String thumbprint) {

    /** How the binding is proven. */
    public enum Method {
        /** By a DPoP proof (RFC 9449 section 6.1). */
        JKT("jkt"),
        /** By the client certificate of the connection (RFC 8705 section 3.1). */
        X5T("x5t#S256");

        private final String member;

        Method(String member) {
            this.member = member;
        }
    }

    /** The value of the {@code cnf} claim. */
    public Map<String, String> claim() {
        return Map.of(method.member, thumbprint);
    }

    /** Whether it is a key that DPoP proofs are signed with. */
    public boolean isDpop() {
        return method == Method.JKT;
    }

    /** As it lies in the database. */
    String stored() {
        return method.name().toLowerCase(Locale.ROOT) + ":" + thumbprint;
    }

    /**
     * @param cnf the claim of an access token of the hub; null where it has none
     */
    static @Nullable Confirmation ofClaim(@Nullable Object cnf) {
        if (cnf instanceof Map<?, ?> members) {
            for (Method method : Method.values()) {
                if (members.get(method.member) instanceof String thumbprint) {
                    return new Confirmation(method, thumbprint);
                }
            }
            throw new IllegalStateException("a token is bound in a way that nobody knows");
        }
        return null;
    }

    static Confirmation ofStored(String stored) {
        int colon = stored.indexOf(':');
        return new Confirmation(
                Method.valueOf(stored.substring(0, colon).toUpperCase(Locale.ROOT)), stored.substring(colon + 1));
    }
}
