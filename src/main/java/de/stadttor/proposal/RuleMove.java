package de.stadttor.proposal;

import de.stadttor.access.Rule;
import de.stadttor.access.RuleSetVersion;
import org.jspecify.annotations.Nullable;

/**
 * A rule that somebody changed while somebody else was changing it.
 *
 * @param wanted what the second wants to make of it; null: it is to go
 * @param found what the first made of it; null: it is gone
 * @param version the latest version that changed it, or the latest of all where that is too long ago
 */
public record RuleMove(
        String ruleId, @Nullable Rule wanted, @Nullable Rule found, RuleSetVersion version) {}
