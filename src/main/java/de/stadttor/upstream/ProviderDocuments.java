package de.stadttor.upstream;

import com.nimbusds.jose.jwk.JWKSet;
import de.stadttor.federation.Provider;
import de.stadttor.platform.CallFailure;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What providers publish about themselves: discovery documents and keys, fetched on first need. */
final class ProviderDocuments {

    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private final ProviderCalls calls;
    private final Clock clock;
    private final Map<Of, Documents> known = new ConcurrentHashMap<>();

    private record Of(String providerId, String issuer) {}

    private record Documents(LastGood<Metadata> metadata, LastGood<JWKSet> keys) {}

    ProviderDocuments(ProviderCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    Metadata metadata(Provider provider) throws UpstreamFailure {
        return of(provider).metadata().get();
    }

    JWKSet keys(Provider provider) throws UpstreamFailure {
        return of(provider).keys().get();
    }

    /** For a key that {@code seen} lacks. */
    JWKSet keysAfter(Provider provider, JWKSet seen) throws UpstreamFailure {
        return of(provider).keys().newerThan(seen);
    }

    /**
     * @param providerId the empty string for all of them
     */
    void forget(String providerId) {
        known.keySet().removeIf(of -> providerId.isEmpty() || of.providerId().equals(providerId));
    }

    private Documents of(Provider provider) {
        return known.computeIfAbsent(new Of(provider.id(), provider.issuer()), of -> {
            LastGood<Metadata> metadata = new LastGood<>(() -> discover(of), clock);
            return new Documents(
                    metadata,
                    new LastGood<>(
                            () -> fetchKeys(of.providerId(), metadata.get().jwksUri()), clock));
        });
    }

    private Metadata discover(Of of) throws UpstreamFailure {
        String issuer = of.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI address = URI.create(base + "/.well-known/openid-configuration");
        return Metadata.of(
                issuer, BoundedJson.object("the discovery document", document(of.providerId(), address, "discovery")));
    }

    private JWKSet fetchKeys(String providerId, URI address) throws UpstreamFailure {
        try {
            return JWKSet.parse(BoundedJson.object("the key set", document(providerId, address, "keys")));
        } catch (ParseException e) {
            throw UpstreamFailure.nonsense("the key set cannot be read");
        }
    }

    private String document(String providerId, URI address, String what) throws UpstreamFailure {
        try {
            return ProviderAnswers.body(what, calls.get(providerId, address, JSON));
        } catch (CallFailure e) {
            throw ProviderAnswers.failure(what, e);
        }
    }
}
