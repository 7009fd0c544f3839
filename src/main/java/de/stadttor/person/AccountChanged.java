package de.stadttor.person;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;
import java.util.UUID;

/** An account was disabled or enabled at the hub. */
public record AccountChanged(UUID accountId, String providerId, boolean enabled, Actor actor) implements Change {

    @Override
    public String topic() {
        return "account";
    }

    @Override
    public String key() {
        return accountId.toString();
    }
}
