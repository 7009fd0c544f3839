package de.stadttor.upstream;

import de.stadttor.federation.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token with a good signature has to say (OpenID Connect Core 1.0, section 3.1.3.7), check by check.
 *
 * @param now when it is checked
 * @param accessToken that came with it; null where none did
 */
record IdTokenChecks(
        Provider provider,
        Pending pending,
        Instant now,
        @Nullable String accessToken) {

    /** By how much the clocks of provider and hub may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final int MAX_SUBJECT = 255;

    /** Never the token. */
    @Override
    public String toString() {
        return "IdTokenChecks[provider=" + provider.id() + "]";
    }

    void check(IdTokens.Signed token) throws UpstreamFailure {
        Map<String, Object> claims = token.claims();
        require(provider.issuer().equals(claims.get("iss")), "iss is another issuer");
        checkAudience(claims);
        checkTimes(claims);
        require(
                claims.get("nonce") instanceof String nonce && Secrets.same(pending.nonce(), nonce),
                "nonce is not the one that was sent");
        checkSubject(claims);
        checkAccessTokenHash(token);
        checkAge(claims);
    }

    /** When the person authenticated; the time of the answer where the provider does not say. */
    Instant authTime(Map<String, Object> claims) throws UpstreamFailure {
        Instant told = time(claims, "auth_time");
        return told == null ? now : told;
    }

    private void checkAudience(Map<String, Object> claims) throws UpstreamFailure {
        List<?> audience = claims.get("aud") instanceof List<?> list ? list : List.of(orEmpty(claims.get("aud")));
        Object party = claims.get("azp");
        require(audience.contains(provider.clientId()), "aud is another client");
        require(audience.size() == 1 || party != null, "aud names several, and azp is missing");
        require(party == null || provider.clientId().equals(party), "azp is another client");
    }

    private void checkTimes(Map<String, Object> claims) throws UpstreamFailure {
        Instant expires = time(claims, "exp");
        Instant issued = time(claims, "iat");
        Instant notBefore = time(claims, "nbf");
        require(expires != null && now.isBefore(expires.plus(SKEW)), "exp is over or missing");
        require(issued != null && !issued.isAfter(now.plus(SKEW)), "iat lies ahead or is missing");
        require(notBefore == null || !notBefore.isAfter(now.plus(SKEW)), "nbf lies ahead");
    }

    private static void checkSubject(Map<String, Object> claims) throws UpstreamFailure {
        require(
                claims.get("sub") instanceof String sub
                        && !sub.isBlank()
                        && sub.length() <= MAX_SUBJECT
                        && sub.chars().allMatch(c -> c >= ' ' && c < 127),
                "sub is missing or no identifier");
    }

    /** Section 3.1.3.8: with the code flow at_hash may be missing; a wrong one tells of a foreign access token. */
    private void checkAccessTokenHash(IdTokens.Signed token) throws UpstreamFailure {
        Object hash = token.claims().get("at_hash");
        if (hash == null || accessToken == null) {
            return;
        }
        byte[] digest = Secrets.digest(
                "SHA-" + token.algorithm().substring(token.algorithm().length() - 3), accessToken);
        String expected = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(digest, digest.length / 2));
        require(hash instanceof String text && Secrets.same(expected, text), "at_hash is of another access token");
    }

    private void checkAge(Map<String, Object> claims) throws UpstreamFailure {
        Instant authenticated = time(claims, "auth_time");
        require(authenticated == null || !authenticated.isAfter(now.plus(SKEW)), "auth_time lies ahead");
        Duration maxAge = pending.maxAge();
        if (maxAge == null && !pending.forceLogin()) {
            return;
        }
        if (authenticated == null) {
            throw new UpstreamFailure(UpstreamFailure.Kind.TOO_OLD, "auth_time was asked for and is missing");
        }
        if (pending.forceLogin() && authenticated.isBefore(pending.startedAt().minus(SKEW))) {
            throw new UpstreamFailure(UpstreamFailure.Kind.TOO_OLD, "the person did not authenticate anew");
        }
        if (maxAge != null && authenticated.isBefore(now.minus(maxAge).minus(SKEW))) {
            throw new UpstreamFailure(UpstreamFailure.Kind.TOO_OLD, "the authentication is older than max_age");
        }
    }

    private static @Nullable Instant time(Map<String, Object> claims, String name) throws UpstreamFailure {
        Object value = claims.get(name);
        if (value == null) {
            return null;
        }
        require(
                value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() < 1e11,
                name + " is no time");
        return Instant.ofEpochSecond(((Number) value).longValue());
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static void require(boolean holds, String otherwise) throws UpstreamFailure {
        if (!holds) {
            throw UpstreamFailure.nonsense("ID token: " + otherwise);
        }
    }
}
