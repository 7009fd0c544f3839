package de.stadttor.issuing;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.application.Application;
import de.stadttor.platform.CallFailure;
import de.stadttor.platform.Json;
import de.stadttor.platform.OutgoingCalls;
import de.stadttor.platform.Settings;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Authorization requests that an application signed (RFC 9101, OpenID Connect Core section 6), by value or at an address
 * that it registered. What stands in the object counts and nothing else (RFC 9101 section 6.3).
 */
@Component
class RequestObjects {

    private static final int LONGEST = 50_000;
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** FAPI 2.0 Message Signing section 5.3.1. */
    private static final Duration FAPI_LIFETIME = Duration.ofMinutes(60);

    private static final Set<String> TYPES = Set.of("", "JWT", "oauth-authz-req+jwt");
    private static final Set<String> OF_THE_JWT = Set.of("iss", "aud", "exp", "nbf", "iat", "jti");

    private final ClientKeys keys;
    private final OutgoingCalls calls;
    private final Settings settings;
    private final Clock clock;

    RequestObjects(ClientKeys keys, OutgoingCalls calls, Settings settings, Clock clock) {
        this.keys = keys;
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Read {

        /** The parameters of the request. */
        record Parameters(Map<String, List<String>> parameters) implements Read {}

        /** An error of RFC 9101 section 7. */
        record Fault(String error, String description) implements Read {}
    }

    /** The object at the address of a {@code request_uri}. */
    Read at(String address, Application application) {
        String bare = address.split("#", 2)[0];
        boolean registered =
                application.protocol().requestUris().stream().anyMatch(known -> known.split("#", 2)[0].equals(bare));
        if (!registered) {
            return new Read.Fault("invalid_request_uri", "request_uri is none that the application registered");
        }
        try {
            OutgoingCalls.Response response = calls.get(
                    URI.create(bare), Map.of("Accept", "application/oauth-authz-req+jwt, application/jwt;q=0.9"));
            return response.isSuccess()
                    ? read(response.body().strip(), application)
                    : new Read.Fault("invalid_request_uri", "request_uri answers " + response.status());
        } catch (CallFailure | IllegalArgumentException e) {
            return new Read.Fault("invalid_request_uri", "there is no request object at request_uri");
        }
    }

    /** The object itself. */
    Read read(String text, Application application) {
        if (text.length() > LONGEST) {
            return invalid("it is longer than " + LONGEST + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            String problem = headerProblem(jwt.getHeader(), application);
            if (problem == null && !keys.signed(application, jwt)) {
                problem = "it is not signed by a key of the application";
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (problem == null) {
                problem = claimsProblem(claims, application);
            }
            return problem == null ? new Read.Parameters(parameters(claims)) : invalid(problem);
        } catch (ParseException | IllegalArgumentException e) {
            return invalid("it is no signed JWT");
        }
    }

    private static Read invalid(String problem) {
        return new Read.Fault("invalid_request_object", "request object: " + problem);
    }

    private static @Nullable String headerProblem(JWSHeader header, Application application) {
        JOSEObjectType type = header.getType();
        String alg = header.getAlgorithm().getName();
        String only = application.protocol().requestObjectAlg();
        if (!TYPES.contains(type == null ? "" : type.getType())) {
            return "its typ is another kind of JWT";
        }
        if (!ClientKeys.allows(application, alg, only)) {
            return "its alg is not one that the application may use";
        }
        return null;
    }

    private @Nullable String claimsProblem(JWTClaimsSet claims, Application application) throws ParseException {
        boolean fapi = application.protocol().isFapi();
        Instant now = clock.instant();
        Date exp = claims.getExpirationTime();
        Date nbf = claims.getNotBeforeTime();
        if (claims.getClaim("request") != null || claims.getClaim("request_uri") != null) {
            return "another one stands in it";
        }
        if (!isOrMissing(claims.getStringClaim("client_id"), application.id())
                || !isOrMissing(claims.getIssuer(), application.id())) {
            return "client_id or iss is another application";
        }
        List<String> audience = claims.getAudience();
        if (audience.isEmpty() ? fapi : !audience.contains(settings.issuer())) {
            return "aud is not the issuer";
        }
        if (exp == null ? fapi : !now.isBefore(exp.toInstant().plus(SKEW))) {
            return "exp is over or missing";
        }
        if (nbf == null ? fapi : nbf.toInstant().isAfter(now.plus(SKEW))) {
            return "nbf lies ahead or is missing";
        }
        if (fapi
                && exp != null
                && nbf != null
                && (nbf.toInstant().isBefore(now.minus(FAPI_LIFETIME))
                        || exp.toInstant().isAfter(nbf.toInstant().plus(FAPI_LIFETIME)))) {
            return "it is good for more than " + FAPI_LIFETIME.toMinutes() + " minutes";
        }
        return null;
    }

    private static boolean isOrMissing(@Nullable String presented, String expected) {
        return presented == null || presented.equals(expected);
    }

    /** Numbers and trees become the text that they would be in a query. */
    private static Map<String, List<String>> parameters(JWTClaimsSet claims) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value != null && !OF_THE_JWT.contains(name)) {
                parameters.put(
                        name,
                        name.equals("resource") && value instanceof Collection<?> several
                                ? several.stream().map(String::valueOf).toList()
                                : List.of(text(value)));
            }
        });
        return parameters;
    }

    private static String text(Object value) {
        return value instanceof Map || value instanceof Collection ? Json.write(value) : String.valueOf(value);
    }
}
