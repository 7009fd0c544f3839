package de.stadttor.issuing;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import de.stadttor.application.Application;
import de.stadttor.issuing.AuthorizationRequests.Checked;
import de.stadttor.issuing.RequestSource.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any parameters at the authorization endpoint: an answer, never an exception, and no code beyond what is registered. */
public final class AuthorizationRequestFuzz {

    private static final Map<String, Application> APPLICATIONS =
            Map.of("plain", FuzzWorld.PLAIN, "fapi", FuzzWorld.FAPI);
    private static final AuthorizationChecks CHECKS =
            new AuthorizationChecks(id -> Optional.ofNullable(APPLICATIONS.get(id)), FuzzWorld.SETTINGS);
    private static final String[] NAMES = {
        "response_type",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "prompt",
        "max_age",
        "claims",
        "acr_values",
        "response_mode",
        "authorization_details",
        "dpop_jkt",
        "resource",
        "login_hint",
        "idp_hint",
        "id_token_hint",
        "display",
        "ui_locales"
    };

    private AuthorizationRequestFuzz() {}

    /** The target, found by its name. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("client_id", List.of(data.consumeBoolean() ? "plain" : "fapi"));
        parameters.put("redirect_uri", List.of("http://127.0.0.1:9100/callback"));
        parameters.put("response_type", List.of("code"));
        parameters.put("scope", List.of("openid"));
        Origin origin = data.pickValue(Origin.values());
        for (int i = data.consumeInt(0, 12); i > 0; i--) {
            String name = data.consumeBoolean() ? data.pickValue(NAMES) : data.consumeString(20);
            List<String> values = data.consumeBoolean()
                    ? List.of(data.consumeString(400))
                    : new ArrayList<>(List.of(data.consumeString(40), data.consumeString(40)));
            parameters.put(name, values);
        }
        Checked checked = CHECKS.check(parameters, new RequestSource(parameters, origin), origin == Origin.SIGNED);
        if (checked instanceof Checked.Valid valid
                && (!valid.request()
                                .application()
                                .scopes()
                                .containsAll(valid.request().scopes())
                        || !"http://127.0.0.1:9100/callback"
                                .equals(valid.request().recipient().redirectUri()))) {
            throw new IllegalStateException("more than is registered");
        }
    }
}
