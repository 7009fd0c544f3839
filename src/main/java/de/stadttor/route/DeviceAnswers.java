package de.stadttor.route;

import de.stadttor.platform.Json;
import de.stadttor.platform.Sealer;
import de.stadttor.platform.Sealer.NotSealed;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Answers about a device on their way to the page at which they end: nobody but the hub can have written them. */
@Component
class DeviceAnswers {

    private final Sealer.Purpose sealed;

    DeviceAnswers(Sealer sealer) {
        this.sealed = sealer.purpose("device-answer");
    }

    URI location(String page, Map<String, String> answer) {
        return URI.create(
                page + "?a=" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.seal(Json.write(answer))));
    }

    /** Empty for what the hub did not seal. */
    Optional<Map<String, Object>> read(String text) {
        try {
            return Optional.of(
                    Json.readMap(sealed.openText(Base64.getUrlDecoder().decode(text))));
        } catch (NotSealed | IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }
}
