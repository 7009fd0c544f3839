package de.stadttor.configuration;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;

/** Something that is set once for the whole hub was changed: its links, its retention. */
public record SettingChanged(String name, Actor actor) implements Change {

    @Override
    public String topic() {
        return "setting";
    }

    @Override
    public String key() {
        return name;
    }
}
