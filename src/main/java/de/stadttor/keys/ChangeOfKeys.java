package de.stadttor.keys;

import com.nimbusds.jose.jwk.JWK;
import de.stadttor.keys.KeyLife.State;
import de.stadttor.platform.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** One change of the keys, inside its transaction and with the store locked; tells of each step. */
final class ChangeOfKeys {

    private final KeyStore store;
    private final PrivateKeys privateKeys;
    private final ApplicationEventPublisher events;
    private final Instant now;
    private final @Nullable String why;
    private final Actor actor;

    /**
     * @param why null: the schedule says so
     */
    ChangeOfKeys(
            KeyStore store,
            PrivateKeys privateKeys,
            ApplicationEventPublisher events,
            Instant now,
            @Nullable String why,
            Actor actor) {
        this.store = store;
        this.privateKeys = privateKeys;
        this.events = events;
        this.now = now;
        this.why = why;
        this.actor = actor;
    }

    ChangeOfKeys ordered(String reason, Actor operator) {
        return new ChangeOfKeys(store, privateKeys, events, now, reason, operator);
    }

    void followSchedule(String algorithm) {
        for (KeySchedule.Act act : KeySchedule.due(now, keys(algorithm))) {
            switch (act) {
                case KeySchedule.Announce announce -> {
                    if (announce.useFrom().isAfter(now)) {
                        make(algorithm, announce.useFrom());
                    } else {
                        useAnother(algorithm);
                    }
                }
                case KeySchedule.Use use -> useAnother(algorithm);
                case KeySchedule.Remove remove -> {
                    store.remove(remove.keyId(), now);
                    tell("removed", remove.keyId(), algorithm);
                }
            }
        }
    }

    /**
     * @return false where one is announced already
     */
    boolean announce(String algorithm) {
        if (!in(State.ANNOUNCED, algorithm).isEmpty()) {
            return false;
        }
        make(algorithm, now.plus(KeySchedule.ANNOUNCED));
        return true;
    }

    /** The one that was announced first, since some applications know it; else a new one. */
    boolean useAnother(String algorithm) {
        List<KeyLife> announced = in(State.ANNOUNCED, algorithm);
        String next = announced.isEmpty()
                ? make(algorithm, now)
                : announced.getFirst().keyId();
        for (KeyLife present : in(State.IN_USE, algorithm)) {
            store.retire(present.keyId(), now);
            tell("retired", present.keyId(), algorithm);
        }
        store.use(next, now);
        tell("in_use", next, algorithm);
        return true;
    }

    /** All that the hub still knows, the announced ones too: whoever got at one of them may have got at the others. */
    boolean compromise(String algorithm) {
        for (KeyLife key : keys(algorithm)) {
            if (key.countsForHints(now)) {
                store.compromise(key.keyId(), now);
                tell("compromised", key.keyId(), algorithm);
            }
        }
        return useAnother(algorithm);
    }

    private String make(String algorithm, Instant useFrom) {
        JWK jwk = privateKeys.make(algorithm);
        store.insert(jwk, algorithm, now, useFrom, null);
        tell("announced", jwk.getKeyID(), algorithm);
        return jwk.getKeyID();
    }

    private List<KeyLife> keys(String algorithm) {
        return KeyRotation.of(algorithm, store.lives());
    }

    private List<KeyLife> in(State state, String algorithm) {
        return keys(algorithm).stream().filter(key -> key.is(state)).toList();
    }

    private void tell(String step, String keyId, String algorithm) {
        events.publishEvent(new SigningKeyMoved(step, keyId, algorithm, why, actor));
    }
}
