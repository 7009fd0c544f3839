package de.stadttor.access;

import de.stadttor.application.ApplicationChanged;
import de.stadttor.federation.ProviderChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the rules of a provider and of an application in the transaction that removes it. They stay in the old versions,
 * for replays; but whoever gets the same id one day begins without any.
 */
@Component
class RulesOfTheGone {

    private final RuleSets ruleSets;
    private final RuleStore store;

    RulesOfTheGone(RuleSets ruleSets, RuleStore store) {
        this.ruleSets = ruleSets;
        this.store = store;
    }

    @EventListener
    void on(ProviderChanged change) {
        if (!store.hasProvider(change.providerId())) {
            ruleSets.endRulesOf(change.providerId(), "", change.actor(), "the provider was removed");
        }
    }

    @EventListener
    void on(ApplicationChanged change) {
        if (!store.hasApplication(change.applicationId())) {
            for (String provider : store.providersWithRulesFor(change.applicationId())) {
                ruleSets.endRulesOf(
                        provider,
                        change.applicationId(),
                        change.actor(),
                        "the application " + change.applicationId() + " was removed");
            }
        }
    }
}
