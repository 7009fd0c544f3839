package stadttor.bench.operations;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One person with one application, over and over: each method is one operation, its answers checked. For one thread. */
public final class Conversation {

    /** Nobody listens there; the redirect to it is as far as a conversation goes. */
    static final String CALLBACK = "http://127.0.0.1:9100/callback";

    private final OidcServer server;
    private final Http http;
    private final TokenCheck check;
    private final Map<String, String> client;
    private Browser browser;
    private @Nullable String accessToken;
    private @Nullable String refreshToken;

    Conversation(OidcServer server, Http http, TokenCheck check) {
        this(server, http, check, new Browser(http), null);
    }

    /**
     * With somebody who was there before.
     *
     * @param browser theirs, with the cookies that it has
     * @param refreshToken that the application keeps; null for none
     */
    public Conversation(
            OidcServer server, Http http, TokenCheck check, Browser browser, @Nullable String refreshToken) {
        this.server = server;
        this.http = http;
        this.check = check;
        this.client = Map.of(
                "Authorization",
                Proofs.basic(server.application().id(), server.application().secret()));
        this.browser = browser;
        this.refreshToken = refreshToken;
    }

    public void clientCredentials() {
        check.accessToken(http.post(server.token(), Map.of("grant_type", "client_credentials"), client)
                .text("access_token"));
    }

    /** With a browser that nobody knows. */
    void signIn() {
        browser = new Browser(http);
        authorize();
    }

    /** With the session of the latest sign-in: the authorization request, and the code for tokens. */
    public void authorize() {
        String verifier = Proofs.random();
        String nonce = Proofs.random();
        String state = Proofs.random();
        Map<String, String> request = new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                server.application().id(),
                "redirect_uri",
                CALLBACK,
                "scope",
                server.application().scope(),
                "state",
                state,
                "nonce",
                nonce,
                "code_challenge",
                Proofs.s256(verifier),
                "code_challenge_method",
                "S256"));
        request.putAll(server.application().hints());
        Map<String, String> back =
                Http.query(browser.go(URI.create(server.authorization() + "?" + Http.form(request)), CALLBACK));
        String code = back.get("code");
        if (code == null || !state.equals(back.get("state"))) {
            throw new BenchProblem(server.issuer() + " gave no code: " + back.keySet() + " " + back.get("error") + " "
                    + back.get("error_description"));
        }
        keep(
                http.post(
                        server.token(),
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                CALLBACK,
                                "code_verifier",
                                verifier),
                        client),
                nonce);
    }

    /** Each refresh token is used once: the next operation uses its successor. */
    public void refresh() {
        String before = known(refreshToken);
        keep(http.post(server.token(), Map.of("grant_type", "refresh_token", "refresh_token", before), client), null);
        if (before.equals(refreshToken)) {
            throw new BenchProblem(server.issuer() + " does not rotate refresh tokens");
        }
    }

    public void introspect() {
        Answer answer = http.post(server.introspection(), Map.of("token", known(accessToken)), client);
        if (!Boolean.TRUE.equals(answer.json().get("active"))) {
            throw new BenchProblem(answer + " says that a living token is none: " + answer.body());
        }
    }

    public void userinfo() {
        http.get(server.userinfo(), Map.of("Authorization", "Bearer " + known(accessToken)))
                .text("sub");
    }

    /** That the application keeps now. */
    public String refreshToken() {
        return known(refreshToken);
    }

    private void keep(Answer tokens, @Nullable String nonce) {
        check.idToken(tokens.text("id_token"), server.application().id(), nonce);
        accessToken = tokens.text("access_token");
        check.accessToken(accessToken);
        refreshToken = tokens.text("refresh_token");
    }

    private static String known(@Nullable String token) {
        if (token == null) {
            throw new IllegalStateException("nobody has signed in yet");
        }
        return token;
    }
}
