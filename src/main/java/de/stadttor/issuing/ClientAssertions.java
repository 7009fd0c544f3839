package de.stadttor.issuing;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import de.stadttor.application.Application;
import de.stadttor.application.Protocol;
import de.stadttor.platform.MutualTls;
import de.stadttor.platform.Settings;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Client assertions: {@code private_key_jwt} (RFC 7523 section 3, OpenID Connect Core section 9). */
@Component
class ClientAssertions {

    /** The only {@code client_assertion_type}. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** How far ahead an assertion may end; also bounds how long its {@code jti} is remembered. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** How far the clocks may differ; FAPI 2.0 section 5.3.2.1 wants at least 10 and at most 60 seconds. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final String TOKEN = "/oauth2/token";

    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    private final ClientKeys keys;
    private final UsedOnce used;
    private final Settings settings;
    private final @Nullable String mtlsUrl;
    private final Clock clock;

    ClientAssertions(ClientKeys keys, UsedOnce used, Settings settings, MutualTls mutualTls, Clock clock) {
        this.keys = keys;
        this.used = used;
        this.settings = settings;
        this.mtlsUrl = mutualTls.mtlsUrl();
        this.clock = clock;
    }

    /**
     * An assertion as presented, nothing of it believed yet.
     *
     * @param clientId whom it names
     * @param path of the endpoint that it was presented at
     */
    record Presented(SignedJWT jwt, JWTClaimsSet claims, String clientId, String path) {

        /** Never the assertion. */
        @Override
        public String toString() {
            return "Presented[clientId=" + clientId + "]";
        }
    }

    /** The assertion of a request, if it is a signed JWT that names a client. */
    static Presented read(String assertion, String path) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String subject = claims.getSubject();
            if (subject != null && !subject.isBlank()) {
                return new Presented(jwt, claims, subject, path);
            }
        } catch (ParseException | IllegalArgumentException e) {
            // said below
        }
        throw Refusals.invalidClient("the client_assertion is no signed JWT with a subject");
    }

    /** Passes an assertion of this application, once; refuses any other with {@code invalid_client}. */
    void verify(Presented presented, Application application) {
        String fault = fault(presented, application);
        if (fault != null) {
            throw Refusals.invalidClient("the client_assertion " + fault);
        }
    }

    private @Nullable String fault(Presented presented, Application application) {
        String header = headerFault(presented.jwt(), application);
        if (header != null) {
            return header;
        }
        if (!keys.signed(application, presented.jwt())) {
            return "is not signed by a key of the client";
        }
        JWTClaimsSet claims = presented.claims();
        if (!application.id().equals(claims.getIssuer()) || !application.id().equals(claims.getSubject())) {
            return "must have the client_id as iss and sub";
        }
        if (!isForUs(presented, application.protocol())) {
            return application.protocol().isFapi()
                    ? "must have the issuer as aud, as a single string"
                    : "is for another audience";
        }
        String times = timeFault(claims);
        if (times != null) {
            return times;
        }
        String jti = claims.getJWTID();
        if (jti == null || jti.isBlank()) {
            return "lacks a jti";
        }
        return used.first("client_assertion " + application.id(), jti, end(claims)) ? null : "was used before";
    }

    private static @Nullable String headerFault(SignedJWT jwt, Application application) {
        String algorithm = jwt.getHeader().getAlgorithm().getName();
        if (!ClientKeys.allows(application, algorithm, application.protocol().tokenEndpointAuthAlg())) {
            return "is signed with an algorithm that is not allowed";
        }
        JOSEObjectType type = jwt.getHeader().getType();
        return type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT)) ? null : "is of another type";
    }

    /** FAPI 2.0 section 5.3.2.1: the issuer alone, so that no other server can use an assertion meant for it here. */
    private boolean isForUs(Presented presented, Protocol protocol) {
        Object audience = presented.jwt().getPayload().toJSONObject().get("aud");
        if (protocol.isFapi()) {
            return settings.issuer().equals(audience);
        }
        List<?> audiences = audience instanceof List<?> list ? list : audience == null ? List.of() : List.of(audience);
        return audiences.stream().filter(Objects::nonNull).anyMatch(names(presented.path())::contains);
    }

    private Set<String> names(String path) {
        String issuer = settings.issuer();
        String other = mtlsUrl == null ? issuer : mtlsUrl;
        return Set.copyOf(List.of(issuer, issuer + TOKEN, issuer + path, other + TOKEN, other + path));
    }

    private @Nullable String timeFault(JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null) {
            return "lacks an exp";
        }
        if (!now.isBefore(end(claims).plus(SKEW))) {
            return "has expired";
        }
        if (end(claims).isAfter(now.plus(LONGEST).plus(SKEW))) {
            return "is good for more than an hour";
        }
        return isAhead(claims.getNotBeforeTime(), now) || isAhead(claims.getIssueTime(), now)
                ? "is from the future"
                : null;
    }

    private static boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }

    private static Instant end(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant();
    }
}
