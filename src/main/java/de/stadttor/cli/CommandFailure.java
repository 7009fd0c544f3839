package de.stadttor.cli;

/** A command could not do what it was told; the message is for the person at the terminal. */
class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
