package stadttor.bench.operations;

import java.net.URI;
import java.util.Map;

/**
 * An OpenID Provider that is measured, as its own metadata describe it, and the application that asks it.
 *
 * @param keys where those that it signs with are published
 * @param idTokenAlgorithm that its ID tokens must have
 */
public record OidcServer(
        String issuer,
        URI authorization,
        URI token,
        URI introspection,
        URI userinfo,
        URI keys,
        Registration application,
        String idTokenAlgorithm) {

    /**
     * The application at this server.
     *
     * @param scope of an authorization request
     * @param hints what leads an authorization request to the upstream provider without a page
     */
    public record Registration(String id, String secret, String scope, Map<String, String> hints) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** The same server, as another application asks it. */
    public OidcServer askedBy(Registration other) {
        return new OidcServer(issuer, authorization, token, introspection, userinfo, keys, other, idTokenAlgorithm);
    }

    /** Reads the metadata of a server that runs. */
    static OidcServer discover(Http http, String issuer, Registration application, String idTokenAlgorithm) {
        Answer metadata = http.get(URI.create(issuer + "/.well-known/openid-configuration"), Map.of());
        if (!metadata.text("issuer").equals(issuer)) {
            throw new BenchProblem(metadata + " names another issuer: " + metadata.text("issuer"));
        }
        return new OidcServer(
                issuer,
                URI.create(metadata.text("authorization_endpoint")),
                URI.create(metadata.text("token_endpoint")),
                URI.create(metadata.text("introspection_endpoint")),
                URI.create(metadata.text("userinfo_endpoint")),
                URI.create(metadata.text("jwks_uri")),
                application,
                idTokenAlgorithm);
    }
}
