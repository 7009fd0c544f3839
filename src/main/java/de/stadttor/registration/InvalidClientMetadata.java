package de.stadttor.registration;

/**
 * What somebody wants to register is wrong (RFC 7591 section 3.2.2). The message is for the application's developer: it
 * names the member and what would be right, and holds no secret.
 */
public class InvalidClientMetadata extends RuntimeException {

    /** The error of nearly all. */
    public static final String METADATA = "invalid_client_metadata";

    /** The error of {@code redirect_uris}. */
    public static final String REDIRECT_URI = "invalid_redirect_uri";

    private final String error;

    InvalidClientMetadata(String error, String member, String description) {
        super(member + ": " + description);
        this.error = error;
    }

    InvalidClientMetadata(String member, String description) {
        this(METADATA, member, description);
    }

    /** The error code of RFC 7591 section 3.2.2. */
    public String error() {
        return error;
    }
}
