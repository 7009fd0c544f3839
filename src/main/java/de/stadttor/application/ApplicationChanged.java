package de.stadttor.application;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;

/** An application was registered, changed or removed. */
public record ApplicationChanged(String applicationId, Actor actor) implements Change {

    @Override
    public String topic() {
        return "application";
    }

    @Override
    public String key() {
        return applicationId;
    }
}
