package stadttor.bench.flood;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stadttor.bench.faults.Configured;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Proofs;

/** What is asked too often. */
enum Flood {
    ARRIVALS("authorize without cookies"),
    WRONG_SECRETS("token with wrong secrets"),
    INTROSPECTION("introspection with wrong secrets"),
    REGISTRATION("registration with guessed tokens"),
    PUSHED_REQUESTS("pushed requests of a public client");

    /** A public client that a flood can call itself. */
    static final String PUBLIC_CLIENT = "einseitig";

    private static final String REQUEST = "response_type=code&scope=openid&state=flood&code_challenge_method=S256"
            + "&code_challenge=" + "E".repeat(43) + "&redirect_uri="
            + Http.form(Map.of("", Configured.CALLBACK)).substring(1);

    private final String what;

    Flood(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many rows a minute of it may leave, a sixth of that at once. */
    int rowsPerMinute() {
        return this == PUSHED_REQUESTS ? 600 : 0;
    }

    /**
     * One request of it.
     *
     * @param from the address that it is said to come from
     * @param number makes what it guesses its own
     */
    String request(String from, long number) {
        String guess = "guessed-secret-number-" + number;
        return switch (this) {
            case ARRIVALS ->
                "GET /oauth2/authorize?client_id=" + Configured.APPLICATION + "&" + REQUEST
                        + " HTTP/1.1\r\nAccept: text/html\r\n" + from(from) + "\r\n";
            case WRONG_SECRETS -> post("/oauth2/token", from, basic(guess), "grant_type=client_credentials");
            case INTROSPECTION -> post("/oauth2/introspect", from, basic(guess), "token=" + guess);
            case REGISTRATION -> post("/connect/register", from, "Bearer " + guess, "{}");
            case PUSHED_REQUESTS -> post("/oauth2/par", from, null, "client_id=" + PUBLIC_CLIENT + "&" + REQUEST);
        };
    }

    private static String basic(String secret) {
        return Proofs.basic(Configured.APPLICATION, secret);
    }

    private static String post(String path, String from, @Nullable String authorization, String body) {
        return "POST " + path + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length() + "\r\n"
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + from(from) + "\r\n"
                + body;
    }

    private static String from(String address) {
        return "Host: 127.0.0.1\r\nX-Forwarded-For: " + address + "\r\n";
    }
}
