package de.stadttor.issuing;

import java.util.List;
import java.util.Map;

/**
 * An authorization request as it came, with what it referred to already looked up: it can be checked once more without
 * another look.
 *
 * @param parameters all of them, each with all of its values; of a pushed request {@code client_id} and
 *     {@code request_uri} alone, since the rest lies in the database
 */
public record RequestSource(Map<String, List<String>> parameters, Origin origin) {

    /** Which way its parameters took. */
    public enum Origin {
        /** By the browser, in the open. */
        PLAIN,
        /** In a request object that the application signed (RFC 9101). */
        SIGNED,
        /** From the application itself, before (RFC 9126). */
        PUSHED
    }
}
