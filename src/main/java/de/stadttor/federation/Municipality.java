package de.stadttor.federation;

/**
 * A municipality that a provider serves.
 *
 * @param ags Amtlicher Gemeindeschlüssel, 8 digits; the first two name the state
 * @param name as people call it
 */
public record Municipality(String ags, String name) {

    public Municipality {
        if (!ags.matches("[0-9]{8}")) {
            throw new IllegalArgumentException("an AGS has 8 digits");
        }
        State.ofAgs(ags);
    }

    public State state() {
        return State.ofAgs(ags);
    }
}
