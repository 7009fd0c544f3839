package de.stadttor.desk;

/** Numbers in addresses, which anybody may have typed. */
final class Numbers {

    private Numbers() {}

    /** A number from 0 up; what is none is the other one. */
    static int of(String text, int otherwise) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
