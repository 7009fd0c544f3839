package de.stadttor.application;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the keys of an application have to look like that it gives by value. */
public final class KeySets {

    private KeySets() {}

    /**
     * What is wrong with this JWK Set (RFC 7517 section 5).
     *
     * @return what is wrong and what was expected; null where they are public keys, one at least
     */
    public static @Nullable String problem(String jwks) {
        try {
            List<JWK> keys = JWKSet.parse(jwks).getKeys();
            if (keys.isEmpty()) {
                return "there is no key in it, expected one at least";
            }
            return keys.stream().anyMatch(JWK::isPrivate)
                    ? "a private or secret key stands in it, expected public keys alone; whoever saw it can use it:"
                            + " make a new one"
                    : null;
        } catch (ParseException | IllegalArgumentException e) {
            return "it is no JWK Set (RFC 7517 section 5), expected {\"keys\": […]}";
        }
    }
}
