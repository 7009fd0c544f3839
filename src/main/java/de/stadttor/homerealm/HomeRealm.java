package de.stadttor.homerealm;

import de.stadttor.federation.Provider;
import de.stadttor.federation.Providers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Chooses the provider of a person who is not signed in yet. A hint wins over memory; a provider that is switched off
 * is never chosen. Only domains are looked at, so that nobody learns here who works where.
 */
@Component
public class HomeRealm {

    private final Supplier<List<Provider>> providers;

    /**
     * @param idpHint a provider's id; null where none was given
     * @param loginHint an e-mail address or something else; null where none was given
     * @param remembered the id of the provider chosen last in this browser; null where none is known
     * @param rememberedGoesByItself whether the person wished to go there without being asked
     */
    public record Request(
            @Nullable String idpHint,
            @Nullable String loginHint,
            @Nullable String remembered,
            boolean rememberedGoesByItself) {}

    @Autowired
    HomeRealm(Providers providers) {
        this(providers::all);
    }

    HomeRealm(Supplier<List<Provider>> providers) {
        this.providers = providers;
    }

    public Choice choose(Request request) {
        Optional<Provider> hinted = hinted(request.idpHint(), request.loginHint());
        if (hinted.isPresent()) {
            return new Choice.Straight(hinted.get());
        }
        List<Provider> enabled = enabled();
        Provider remembered = withId(enabled, request.remembered()).orElse(null);
        boolean unhinted = !isGiven(request.idpHint()) && !isGiven(request.loginHint());
        if (remembered != null && request.rememberedGoesByItself() && unhinted) {
            return new Choice.Straight(remembered);
        }
        String email = Optional.ofNullable(request.loginHint())
                .filter(hint -> EmailDomain.of(hint).isPresent())
                .map(String::strip)
                .orElse(null);
        List<Provider> offered = Stream.concat(
                        Stream.ofNullable(remembered),
                        enabled.stream().filter(provider -> !provider.equals(remembered)))
                .toList();
        return new Choice.Ask(offered, remembered, email);
    }

    /** The provider that an authorization request asks for; an {@code idp_hint} counts alone where it is given. */
    public Optional<Provider> hinted(@Nullable String idpHint, @Nullable String loginHint) {
        if (isGiven(idpHint)) {
            return withId(enabled(), idpHint);
        }
        return Optional.ofNullable(loginHint).flatMap(EmailDomain::of).flatMap(this::ofDomain);
    }

    private Optional<Provider> ofDomain(String domain) {
        return enabled().stream()
                .filter(provider -> provider.emailDomains().stream()
                        .flatMap(theirs -> EmailDomain.normalized(theirs).stream())
                        .anyMatch(domain::equals))
                .findFirst();
    }

    private List<Provider> enabled() {
        return providers.get().stream().filter(Provider::enabled).toList();
    }

    private static Optional<Provider> withId(List<Provider> providers, @Nullable String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    private static boolean isGiven(@Nullable String hint) {
        return hint != null && !hint.isBlank();
    }
}
