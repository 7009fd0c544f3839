package de.stadttor.platform;

/** The actor may not do this. The message is for the actor: it names the missing role and holds no secret. */
public class NotAllowed extends RuntimeException {

    public NotAllowed(String message) {
        super(message);
    }
}
