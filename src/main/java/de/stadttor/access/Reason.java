package de.stadttor.access;

import java.util.Locale;

/** Why somebody is not let in; where several hold, the first in this order is told. */
public enum Reason {
    PROVIDER_DISABLED,
    ACCOUNT_DISABLED,
    MUNICIPALITY_UNKNOWN,
    ASSURANCE_UNKNOWN,
    STATE_NOT_ADMITTED,
    NOT_RELEASED,
    GROUPS_INCOMPLETE,
    NO_ROLE,
    ASSURANCE_TOO_LOW;

    /** As the application gets it in {@code error_description}, and as the page names it in {@code data-reason}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
