package de.stadttor.access;

/** What should be a condition is none. */
public class MalformedCondition extends IllegalArgumentException {

    private final String path;

    MalformedCondition(String path, String message) {
        super(message);
        this.path = path;
    }

    /** Where in the condition, as a JSON pointer; the empty string for the whole of it. */
    public String path() {
        return path;
    }
}
