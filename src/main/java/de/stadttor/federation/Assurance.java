package de.stadttor.federation;

import java.util.Locale;

/** How sure a provider is of who signed in; the levels of eIDAS, in rising order. */
public enum Assurance {
    LOW,
    SUBSTANTIAL,
    HIGH;

    /** As it stands in the {@code acr} claim and in the configuration. */
    public String acr() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for any other word
     */
    public static Assurance ofAcr(String acr) {
        for (Assurance assurance : values()) {
            if (assurance.acr().equals(acr)) {
                return assurance;
            }
        }
        throw new IllegalArgumentException("unknown assurance " + acr);
    }
}
