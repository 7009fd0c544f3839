package de.stadttor.access;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;

/** A provider gave, changed or withdrew a release. */
public record ReleaseChanged(String providerId, String applicationId, Actor actor) implements Change {

    @Override
    public String topic() {
        return "release";
    }

    @Override
    public String key() {
        return providerId + "/" + applicationId;
    }
}
