package de.stadttor.proposal;

/** Hears how far the reading of the staff has come. */
@FunctionalInterface
public interface Progress {

    Progress NONE = (read, expected) -> {};

    /**
     * @param read so far
     * @param expected about how many there are in all; may be less than what is read in the end
     */
    void read(long read, long expected);
}
