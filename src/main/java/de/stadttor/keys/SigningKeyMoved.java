package de.stadttor.keys;

import de.stadttor.platform.Actor;
import de.stadttor.platform.Change;
import org.jspecify.annotations.Nullable;

/**
 * A signing key went on in its life.
 *
 * @param step {@code announced}, {@code in_use}, {@code retired}, {@code removed} or {@code compromised}
 * @param keyId the {@code kid}
 * @param algorithm JWS algorithm
 * @param why as the operator said; null where the schedule said so
 */
public record SigningKeyMoved(
        String step,
        String keyId,
        String algorithm,
        @Nullable String why,
        Actor actor) implements Change {

    static final String TOPIC = "signing-key";

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String key() {
        return keyId;
    }
}
