package de.stadttor.logout;

import java.util.Locale;

/** What came of an attempt to deliver a logout message. */
enum Outcome {
    /** The application has taken it. */
    DELIVERED,
    /** The application says that it cannot use it (Back-Channel Logout section 2.8): it is not sent again. */
    REFUSED,
    /** The application did not answer, or with something else: it is tried again. */
    FAILED,
    /** It failed for the last time. */
    GIVEN_UP,
    /** The application is gone, or wants to hear of no logout any more. */
    OBSOLETE;

    boolean isFinal() {
        return this != FAILED;
    }

    /** As stored, and as the metrics name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
