package de.stadttor.directory;

import java.time.Duration;

/** The directory was read a moment ago. */
public class ReloadTooSoon extends RuntimeException {

    private final Duration wait;

    ReloadTooSoon(Duration wait) {
        super("The directory was read a moment ago.");
        this.wait = wait;
    }

    /** After this time it may be read again; a second at least. */
    public Duration retryAfter() {
        return wait;
    }
}
