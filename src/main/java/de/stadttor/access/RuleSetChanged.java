package de.stadttor.access;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;

/** A provider's rules have a new version. */
public record RuleSetChanged(String providerId, long version, Actor actor) implements Change {

    @Override
    public String topic() {
        return "rules";
    }

    @Override
    public String key() {
        return providerId;
    }
}
