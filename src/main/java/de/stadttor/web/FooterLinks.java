package de.stadttor.web;

import org.jspecify.annotations.Nullable;

/** The links that German law asks of public bodies on every page, as they are configured now. */
@FunctionalInterface
public interface FooterLinks {

    Links current();

    /** Absolute addresses; null where none is configured. */
    record Links(
            @Nullable String imprint,
            @Nullable String privacy,
            @Nullable String accessibility) {
        public static final Links NONE = new Links(null, null, null);
    }
}
