package de.stadttor.federation;

/** A German state that takes part, as ISO 3166-2 names it. */
public enum State {
    DE_SN("14"),
    DE_ST("15");

    private final String agsPrefix;

    State(String agsPrefix) {
        this.agsPrefix = agsPrefix;
    }

    /** The ISO 3166-2 code, {@code DE-SN} for instance. */
    public String code() {
        return name().replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException where no participating state has this code
     */
    public static State ofCode(String code) {
        for (State state : values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("unknown state " + code);
    }

    static State ofAgs(String ags) {
        for (State state : values()) {
            if (ags.startsWith(state.agsPrefix)) {
                return state;
            }
        }
        throw new IllegalArgumentException("the AGS " + ags + " lies in no participating state");
    }
}
