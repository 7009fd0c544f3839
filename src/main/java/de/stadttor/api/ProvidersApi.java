package de.stadttor.api;

import de.stadttor.federation.Municipality;
import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import de.stadttor.platform.Actor;
import de.stadttor.platform.NotAllowed;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The providers of the federation: an operator sees all, a provider's admin or auditor the own one. */
@RestController
@RequestMapping("/api/v1/providers")
class ProvidersApi {

    private final Providers providers;

    /** A provider as everybody with a role at the hub may know it. */
    record Entry(String id, String name, boolean enabled, List<String> cities) {

        static Entry of(Provider provider) {
            return new Entry(
                    provider.id(),
                    provider.name(),
                    provider.enabled(),
                    provider.municipalities().stream().map(Municipality::name).toList());
        }
    }

    ProvidersApi(Providers providers) {
        this.providers = providers;
    }

    @GetMapping(produces = "application/json")
    List<Entry> all(Actor actor) {
        if (actor.roles().isEmpty()) {
            throw new NotAllowed("this needs a role in stadttor");
        }
        return providers.all().stream()
                .filter(provider -> actor.isOperator() || provider.id().equals(actor.provider()))
                .map(Entry::of)
                .toList();
    }
}
