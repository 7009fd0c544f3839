package de.stadttor.federation;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;

/** A provider was added, changed, switched or removed. */
public record ProviderChanged(String providerId, Actor actor) implements Change {

    @Override
    public String topic() {
        return "provider";
    }

    @Override
    public String key() {
        return providerId;
    }
}
