package de.stadttor.desk;

import java.util.List;

/**
 * What stands around every page of the desk.
 *
 * @param name of the person
 * @param proof for the forms
 * @param late whether this is what somebody filled in before their session was over, to be sent once more
 */
record Shell(
        String name,
        String providerName,
        List<Section.Entry> navigation,
        List<Crumb> crumbs,
        String proof,
        Dates dates,
        boolean late) {

    /** Neither the proof nor the name. */
    @Override
    public String toString() {
        return "Shell";
    }
}
