package de.stadttor.route;

import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.platform.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Authorization responses in the query, each with {@code state} and {@code iss} (RFC 9207 section 2). */
@Component
class Answers {

    private final String issuer;

    Answers(Settings settings) {
        this.issuer = settings.issuer();
    }

    URI code(AuthorizationRequest request, String code) {
        return answer(request.redirectUri(), request.state(), Map.of("code", code));
    }

    URI error(AuthorizationRequest request, String error, String description) {
        return error(request.redirectUri(), request.state(), error, description);
    }

    URI error(String redirectUri, @Nullable String state, String error, String description) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error);
        parameters.put("error_description", description);
        return answer(redirectUri, state, parameters);
    }

    private URI answer(String redirectUri, @Nullable String state, Map<String, String> parameters) {
        StringBuilder location = new StringBuilder(redirectUri);
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (state != null) {
            all.put("state", state);
        }
        all.put("iss", issuer);
        all.forEach((name, value) -> location.append(location.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        return URI.create(location.toString());
    }
}
