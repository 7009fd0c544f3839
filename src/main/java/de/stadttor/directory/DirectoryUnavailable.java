package de.stadttor.directory;

/** A provider's Keycloak does not answer, or refuses; the message is one sentence for an operator. */
public class DirectoryUnavailable extends RuntimeException {

    DirectoryUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
