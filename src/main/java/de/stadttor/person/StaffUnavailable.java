package de.stadttor.person;

/** A source of staff cannot tell now. The message is a sentence for an administrator, without anything about a person. */
public class StaffUnavailable extends RuntimeException {

    public StaffUnavailable(String message) {
        super(message);
    }
}
