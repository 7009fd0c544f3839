package de.stadttor.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which provider was chosen last in this browser, and whether to go there without being asked. */
@Component
class ProviderMemory {

    private static final String NAME = "stadttor_provider";
    private static final String BY_ITSELF = "!";
    private static final Duration AGE = Duration.ofDays(365);

    private final Cookies cookies;

    ProviderMemory(Cookies cookies) {
        this.cookies = cookies;
    }

    /**
     * What is remembered.
     *
     * @param providerId null where nothing is
     */
    record Remembered(@Nullable String providerId, boolean goesByItself) {}

    Remembered read(HttpServletRequest request) {
        String value = cookies.read(request, NAME).orElse("");
        boolean byItself = value.endsWith(BY_ITSELF);
        String id = byItself ? value.substring(0, value.length() - 1) : value;
        return id.matches("[a-z0-9][a-z0-9-]{0,62}") ? new Remembered(id, byItself) : new Remembered(null, false);
    }

    void remember(HttpServletResponse response, String providerId, boolean goesByItself) {
        cookies.write(response, NAME, goesByItself ? providerId + BY_ITSELF : providerId, AGE);
    }
}
