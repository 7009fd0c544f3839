package de.stadttor.backup;

/** A backup cannot be written or restored; the message is a sentence for the operator. Nothing was changed. */
public final class BackupProblem extends RuntimeException {

    BackupProblem(String message) {
        super(message);
    }

    BackupProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
