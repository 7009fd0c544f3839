package de.stadttor.testing;

import com.nimbusds.jose.util.Base64URL;
import de.stadttor.platform.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JWT to be changed and signed, properly or not. */
public final class TestJwt {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    private TestJwt() {}

    /** A client assertion as it should be, good for a minute. */
    public static TestJwt assertion(HubUnderTest hub, String clientId) {
        long now = seconds(hub.clock());
        return new TestJwt()
                .with("iss", clientId)
                .with("sub", clientId)
                .with("aud", hub.issuer())
                .with("jti", UUID.randomUUID().toString())
                .with("iat", now)
                .with("exp", now + 60);
    }

    /** A DPoP proof as it should be, for a request by this method to this path. */
    public static TestJwt proof(HubUnderTest hub, TestKey key, String method, String path) {
        return new TestJwt()
                .header("typ", "dpop+jwt")
                .header("jwk", key.json())
                .with("htm", method)
                .with("htu", hub.issuer() + path)
                .with("jti", UUID.randomUUID().toString())
                .with("iat", seconds(hub.clock()));
    }

    /** With these claims. */
    public static TestJwt of(Map<String, Object> claims) {
        TestJwt jwt = new TestJwt();
        jwt.claims.putAll(claims);
        return jwt;
    }

    private static long seconds(Clock clock) {
        return clock.instant().getEpochSecond();
    }

    public TestJwt with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    /** A claim that is a time, moved. */
    public TestJwt moved(String claim, long seconds) {
        claims.merge(claim, seconds, (then, more) -> ((Number) then).longValue() + ((Number) more).longValue());
        return this;
    }

    public TestJwt without(String claim) {
        claims.remove(claim);
        return this;
    }

    public TestJwt header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public TestJwt withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** The header says the key's algorithm and name, unless it says so already. */
    public String signedBy(TestKey key) {
        header.putIfAbsent("alg", key.algorithm());
        if (!header.containsKey("jwk") && key.jwk().getKeyID() != null) {
            header.putIfAbsent("kid", key.jwk().getKeyID());
        }
        String input = input();
        return input + "." + key.sign(input);
    }

    /** {@code alg: none}. */
    public String unsigned() {
        header.put("alg", "none");
        return input() + ".";
    }

    /** HS256 with a secret that everybody knows. */
    public String signedWithSecret(byte[] secret) {
        header.put("alg", "HS256");
        String input = input();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String input() {
        return Base64URL.encode(Json.write(header)) + "." + Base64URL.encode(Json.write(claims));
    }
}
