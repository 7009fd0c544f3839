package de.stadttor.issuing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the answer of the authorization endpoint travels (OAuth 2.0 Multiple Response Types, Form Post, and JARM). */
public enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST,
    QUERY_JWT,
    FRAGMENT_JWT,
    FORM_POST_JWT,
    /** To a page of the hub, for a device that asks at the token endpoint (RFC 8628); no request can ask for it. */
    DEVICE;

    /** As it stands in a request. */
    public String value() {
        return switch (this) {
            case QUERY_JWT -> "query.jwt";
            case FRAGMENT_JWT -> "fragment.jwt";
            case FORM_POST_JWT -> "form_post.jwt";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Empty for what the hub does not know. JARM section 2.3.4: {@code jwt} means the default of the response type. */
    static Optional<ResponseMode> of(String value) {
        return value.equals("jwt")
                ? Optional.of(QUERY_JWT)
                : Arrays.stream(values())
                        .filter(mode -> mode != DEVICE && mode.value().equals(value))
                        .findAny();
    }

    /** Whether the parameters travel as one signed JWT. */
    public boolean isSigned() {
        return value().endsWith("jwt");
    }

    /** Whether the browser posts the answer. */
    public boolean isPosted() {
        return this == FORM_POST || this == FORM_POST_JWT;
    }

    /** Whether it stands behind {@code #}. */
    public boolean isFragment() {
        return this == FRAGMENT || this == FRAGMENT_JWT;
    }
}
