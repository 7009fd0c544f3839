package de.stadttor.route;

import de.stadttor.issuing.AuthorizationAnswers;
import de.stadttor.issuing.AuthorizationRequest;
import de.stadttor.issuing.Recipient;
import de.stadttor.issuing.ResponseMode;
import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import de.stadttor.platform.Settings;
import de.stadttor.route.Outcome.PostToApplication;
import de.stadttor.route.Outcome.ToApplication;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Authorization responses on the way that the request asked for: behind {@code ?}, behind {@code #}, or posted. */
@Component
public class Answers {

    private final AuthorizationAnswers answers;
    private final Sealer.Purpose sealed;
    private final String relay;
    private final DeviceAnswers devices;

    Answers(AuthorizationAnswers answers, DeviceAnswers devices, Sealer sealer, Settings settings) {
        this.answers = answers;
        this.devices = devices;
        this.sealed = sealer.purpose("authorization-answer");
        this.relay = settings.issuer() + "/login/answer?a=";
    }

    Outcome code(AuthorizationRequest request, String code) {
        return outcome(request.recipient(), Map.of("code", code));
    }

    /** A device is let in, and learns that at the token endpoint. */
    Outcome letIn(AuthorizationRequest request) {
        return outcome(request.recipient(), Map.of());
    }

    Outcome error(Recipient recipient, String error, String description) {
        return outcome(recipient, error(error, description));
    }

    /** The error as a link on a page; one that has to be posted goes by a page of the hub that does so. */
    URI link(Recipient recipient, String error, String description) {
        return switch (error(recipient, error, description)) {
            case ToApplication answer -> answer.location();
            case PostToApplication post -> URI.create(relay + seal(post));
            default -> throw new IllegalStateException("an answer leads to the application");
        };
    }

    /** What {@link #link} sealed; empty for what the hub did not. */
    public Optional<PostToApplication> relayed(String text) {
        try {
            Map<String, Object> body =
                    Json.readMap(sealed.openText(Base64.getUrlDecoder().decode(text)));
            Map<String, String> parameters = new LinkedHashMap<>();
            body.forEach((name, value) -> {
                if (!name.isEmpty()) {
                    parameters.put(name, String.valueOf(value));
                }
            });
            return Optional.of(new PostToApplication(URI.create(String.valueOf(body.get(""))), parameters));
        } catch (NotSealed | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String seal(PostToApplication post) {
        Map<String, String> body = new LinkedHashMap<>(post.parameters());
        body.put("", post.action().toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.seal(Json.write(body)));
    }

    private static Map<String, String> error(String error, String description) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error);
        parameters.put("error_description", description);
        return parameters;
    }

    private Outcome outcome(Recipient recipient, Map<String, String> answer) {
        Map<String, String> parameters = answers.parameters(recipient, answer);
        if (recipient.mode() == ResponseMode.DEVICE) {
            return new ToApplication(devices.location(recipient.redirectUri(), parameters));
        }
        return recipient.mode().isPosted()
                ? new PostToApplication(URI.create(recipient.redirectUri()), parameters)
                : new ToApplication(location(recipient, parameters));
    }

    private static URI location(Recipient recipient, Map<String, String> parameters) {
        StringBuilder location = new StringBuilder(recipient.redirectUri());
        char separator = recipient.mode().isFragment() ? '#' : location.indexOf("?") < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            location.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
            separator = '&';
        }
        return URI.create(location.toString());
    }
}
