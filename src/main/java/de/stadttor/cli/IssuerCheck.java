package de.stadttor.cli;

import com.nimbusds.jose.jwk.JWKSet;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.OutgoingCalls;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an issuer publishes, seen from this machine: the hub's own, or a provider's. */
final class IssuerCheck {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(10);
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private final OutgoingCalls calls;
    private final Clock clock;

    IssuerCheck(OutgoingCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** Whether its clock, as the answer's Date tells it, is about that of this machine; null where it is. */
    @Nullable
    String clock(String issuer) throws CallFailure {
        OutgoingCalls.Response answer = discovery(issuer);
        if (answer.date() == null) {
            return null;
        }
        Duration apart = Duration.between(answer.date(), clock.instant()).abs();
        return apart.compareTo(CLOCKS_MAY_DIFFER) > 0
                ? "its clock differs from this machine's by " + apart.toSeconds()
                        + " s, so that its ID tokens may not count; let both follow a time server"
                : null;
    }

    /**
     * Whether the hub's issuer leads to a hub on this database; null where it does.
     *
     * @param keys the database's own
     */
    @Nullable
    String own(String issuer, JWKSet keys) throws CallFailure {
        OutgoingCalls.Response answer = discovery(issuer);
        if (!answer.isSuccess()) {
            return "its discovery document answers " + answer.status() + "; start the hub, or mend its proxy";
        }
        try {
            JsonNode document = JsonMapper.shared().readTree(answer.body());
            String told = document.path("issuer").asString();
            if (!issuer.equals(told)) {
                return "what answers there calls itself " + told + "; mend STADTTOR_ISSUER or the proxy";
            }
            String address = document.path("jwks_uri").asString();
            if (!address.startsWith(issuer + "/")) {
                return "its keys are said to be at " + address + ", outside the issuer; mend the proxy";
            }
            return ids(JWKSet.parse(calls.get(URI.create(address), JSON).body()))
                            .equals(ids(keys))
                    ? null
                    : "the keys that it publishes are not those of this database; restart the hub, or mend the proxy,"
                            + " which leads to another one";
        } catch (JacksonException | ParseException | IllegalArgumentException e) {
            return "what answers there is no hub; mend STADTTOR_ISSUER or the proxy";
        }
    }

    private static Set<String> ids(JWKSet keys) {
        return keys.getKeys().stream()
                .map(key -> String.valueOf(key.getKeyID()))
                .collect(Collectors.toSet());
    }

    private OutgoingCalls.Response discovery(String issuer) throws CallFailure {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return calls.get(URI.create(base + "/.well-known/openid-configuration"), JSON);
    }
}
