package de.stadttor.access;

import de.stadttor.platform.Json;

/** What benchmarks that fill the store need to know of a decision's row. */
public final class StoredDecisions {

    private StoredDecisions() {}

    /**
     * The text of which {@code inputs_hash} is the SHA-256.
     *
     * @param body as stored
     */
    public static String hashed(String body) {
        return DecisionStore.hashed(Json.read(body, AccessDecision.class));
    }
}
