package stadttor.bench.faults;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import stadttor.bench.operations.Answer;
import stadttor.bench.operations.BenchProblem;
import stadttor.bench.operations.Browser;
import stadttor.bench.operations.Http;
import stadttor.bench.operations.Proofs;
import stadttor.bench.operations.UnexpectedAnswer;

/** What the application and the operator ask of the hub; an answer that is no success is thrown. */
public final class HubApi {

    private static final String RULES = "/api/v1/providers/" + Configured.PROVIDER + "/rules";

    private final String address;
    private final Http http;

    public HubApi(String address, Http http) {
        this.address = address;
        this.http = http;
    }

    /** A code with what belongs to it; or, where there is none, the error that the application was told. */
    public record Code(String code, String error, String verifier, String nonce) {

        @Override
        public String toString() {
            return error.isEmpty() ? "a code" : error;
        }
    }

    /** @throws BenchProblem where a page stands in the way */
    public Code authorize(Browser browser, Map<String, String> hints) {
        String verifier = Proofs.random();
        String nonce = Proofs.random();
        Map<String, String> request = new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                Configured.APPLICATION,
                "redirect_uri",
                Configured.CALLBACK,
                "scope",
                Configured.SCOPE,
                "state",
                Proofs.random(),
                "nonce",
                nonce,
                "code_challenge",
                Proofs.s256(verifier),
                "code_challenge_method",
                "S256"));
        request.putAll(hints);
        Map<String, String> back = Http.query(
                browser.go(URI.create(address + "/oauth2/authorize?" + Http.form(request)), Configured.CALLBACK));
        if (!request.getOrDefault("state", "").equals(back.get("state"))) {
            throw new BenchProblem("the answer to an authorization request has another one's state");
        }
        return new Code(back.getOrDefault("code", ""), back.getOrDefault("error", ""), verifier, nonce);
    }

    public Answer redeem(Code code) {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code.code(),
                "redirect_uri",
                Configured.CALLBACK,
                "code_verifier",
                code.verifier()));
    }

    public Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public Answer clientCredentials() {
        return token(Map.of("grant_type", "client_credentials"));
    }

    private Answer token(Map<String, String> form) {
        return post("/oauth2/token", form, basic(Configured.APPLICATION, Configured.SECRET));
    }

    public Map<String, Object> introspect(String accessToken) {
        return post(
                        "/oauth2/introspect",
                        Map.of("token", accessToken),
                        basic(Configured.APPLICATION, Configured.SECRET))
                .json();
    }

    Map<String, Object> userinfo(String accessToken) {
        return http.get(URI.create(address + "/userinfo"), bearer(accessToken)).json();
    }

    public String operatorToken(Map<String, String> operator) {
        return post(
                        "/oauth2/token",
                        Map.of("grant_type", "client_credentials"),
                        basic(
                                operator.getOrDefault("STADTTOR_CLIENT_ID", ""),
                                operator.getOrDefault("STADTTOR_CLIENT_SECRET", "")))
                .text("access_token");
    }

    public void apply(String document, String operatorToken) {
        http.put(
                        URI.create(address + "/api/v1/configuration"),
                        document,
                        ContentType.create("application/yaml", StandardCharsets.UTF_8),
                        bearer(operatorToken))
                .json();
    }

    /** What the marked rule says why it is there. */
    String mark(String operatorToken) {
        Answer answer = http.get(URI.create(address + RULES), bearer(operatorToken));
        if (answer.json().get("rules") instanceof List<?> rules) {
            for (Object rule : rules) {
                if (rule instanceof Map<?, ?> map && Configured.MARKED.equals(map.get("id"))) {
                    return String.valueOf(map.get("why"));
                }
            }
        }
        return "";
    }

    private Answer post(String path, Map<String, String> form, Map<String, String> headers) {
        Answer answer = http.post(URI.create(address + path), form, headers);
        answer.json();
        return answer;
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static Map<String, String> basic(String id, String secret) {
        return Map.of("Authorization", Proofs.basic(id, secret));
    }

    /** Whether it is a refusal of the token endpoint, which a repeat would not change. */
    static boolean isRefusal(UnexpectedAnswer answer) {
        return answer.answer().status() == 400;
    }
}
