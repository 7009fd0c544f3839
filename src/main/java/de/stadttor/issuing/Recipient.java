package de.stadttor.issuing;

import de.stadttor.application.Application;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to an authorization request goes; its redirect URI is one of the application's.
 *
 * @param state null where the application sent none
 */
public record Recipient(
        Application application,
        String redirectUri,
        ResponseMode mode,
        @Nullable String state) {}
