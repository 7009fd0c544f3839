package de.stadttor.route;

import de.stadttor.access.AccessDecision;
import de.stadttor.access.Reason;
import de.stadttor.federation.Assurance;
import de.stadttor.federation.Provider;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.issuing.AuthorizationRequest.WantedAcr;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a person is sent to their provider for more assurance, and in which words the provider is asked. Pure: nobody is
 * sent for a level that could not help, or twice.
 */
final class StepUps {

    private StepUps() {}

    /**
     * The level to be asked of the provider; null where asking is of no use.
     *
     * @param actual how the person is signed in; null where the provider's word for it is not known
     */
    static @Nullable Assurance wanted(
            AuthorizationRequest request,
            Flow flow,
            Provider provider,
            @Nullable Assurance actual,
            AccessDecision decision) {
        Assurance level = least(request, actual, decision);
        boolean asked = flow.steppedUpTo() != null
                && level != null
                && flow.steppedUpTo().compareTo(level) >= 0;
        return level == null || asked || !reaches(provider, level) ? null : level;
    }

    /** The application's own minimum counts once nothing but the assurance stands against the person. */
    private static @Nullable Assurance least(
            AuthorizationRequest request, @Nullable Assurance actual, AccessDecision decision) {
        if (decision.reasons().equals(List.of(Reason.ASSURANCE_TOO_LOW))) {
            return request.application().access().assurance();
        }
        return decision.admitted() && !request.acr().isMetBy(actual)
                ? request.acr().levels().stream().min(Comparator.naturalOrder()).orElse(null)
                : null;
    }

    private static boolean reaches(Provider provider, Assurance level) {
        return provider.assurance().values().stream().anyMatch(known -> known.compareTo(level) >= 0);
    }

    /** The flow, knowing what is asked of the provider, so that it is not asked a second time. */
    static Flow noted(Flow flow, WantedAcr wanted) {
        return flow.steppedUpTo() != null
                ? flow
                : wanted.levels().stream()
                        .min(Comparator.naturalOrder())
                        .map(flow::steppingUpTo)
                        .orElse(flow);
    }

    /**
     * The provider's own words for what is wanted, best first.
     *
     * @param least of a step-up that is under way, null for none
     */
    static List<String> providersOwn(Provider provider, WantedAcr wanted, @Nullable Assurance least) {
        Stream<Assurance> levels = least == null
                ? wanted.levels().stream()
                : Stream.of(Assurance.values()).filter(level -> level.compareTo(least) >= 0);
        return levels.flatMap(level -> provider.assurance().entrySet().stream()
                        .filter(word -> word.getValue() == level)
                        .map(Map.Entry::getKey)
                        .sorted())
                .toList();
    }
}
