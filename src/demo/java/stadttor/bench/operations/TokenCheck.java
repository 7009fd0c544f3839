package stadttor.bench.operations;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Looks at each token of a server, and verifies the signatures of some. For use by several threads. */
public final class TokenCheck {

    private static final String ACCESS_TOKEN_ALGORITHM = "ES256";

    private final OidcServer server;
    private final Http http;
    private final int oneOf;
    private final AtomicLong seen = new AtomicLong();
    private volatile JWKSet keys = new JWKSet();

    /** @param oneOf how many are looked at for one of which the signature is verified */
    public TokenCheck(OidcServer server, Http http, int oneOf) {
        this.server = server;
        this.http = http;
        this.oneOf = oneOf;
    }

    /**
     * @param audience the application that it is for
     * @param nonce that was sent; null where the token answers no authorization request
     * @throws BenchProblem where a relying party would refuse it
     */
    void idToken(String token, String audience, @Nullable String nonce) {
        JWTClaimsSet claims = checked(token, server.idTokenAlgorithm());
        if (!claims.getAudience().contains(audience) || (nonce != null && !nonce.equals(claims.getClaim("nonce")))) {
            throw new BenchProblem(server.issuer() + " issued an ID token for somebody else");
        }
    }

    void accessToken(String token) {
        checked(token, ACCESS_TOKEN_ALGORITHM);
    }

    private JWTClaimsSet checked(String token, String algorithm) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().getName().equals(algorithm)) {
                throw new BenchProblem(server.issuer() + " signs with "
                        + jwt.getHeader().getAlgorithm() + ", and is measured with " + algorithm);
            }
            if (!server.issuer().equals(jwt.getJWTClaimsSet().getIssuer())) {
                throw new BenchProblem(server.issuer() + " names another issuer in a token");
            }
            if (seen.getAndIncrement() % oneOf == 0 && !verifies(jwt)) {
                throw new BenchProblem(server.issuer() + " issued a token with a signature that does not verify");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new BenchProblem(server.issuer() + " issued something that is no signed JWT", e);
        }
    }

    private boolean verifies(SignedJWT jwt) throws JOSEException, ParseException {
        return key(jwt.getHeader().getKeyID()) instanceof AsymmetricJWK asymmetric
                && jwt.verify(
                        new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey()));
    }

    /** Keycloak makes a key when it first signs with it: one that is not known yet is asked for. */
    private @Nullable JWK key(String id) throws ParseException {
        JWK known = keys.getKeyByKeyId(id);
        if (known != null) {
            return known;
        }
        keys = JWKSet.parse(http.get(server.keys(), Map.of()).json());
        return keys.getKeyByKeyId(id);
    }
}
