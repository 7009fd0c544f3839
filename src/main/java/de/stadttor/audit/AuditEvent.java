package de.stadttor.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as those may know it who read it. People stand here by the id of their account alone.
 *
 * @param position its place in the chain, from 1
 * @param at when it happened, to the microsecond
 * @param actor who did it: an account id, a client id, or the system; null where it is a person of another provider,
 *     about whom the reader knows no more than that
 * @param actorProvider the provider of the person who did it, null for a client and for the system
 * @param provider whom it concerns; null where it concerns all
 * @param account the person whom it is about, null where it is about none
 * @param application null where it is about none
 * @param reference number of a decision, null where there is none
 * @param details further facts by name: texts, whole numbers and truth values
 */
public record AuditEvent(
        long position,
        Instant at,
        String kind,
        @Nullable String actor,
        @Nullable String actorProvider,
        @Nullable String provider,
        @Nullable UUID account,
        @Nullable String application,
        @Nullable String reference,
        Map<String, Object> details) {}
