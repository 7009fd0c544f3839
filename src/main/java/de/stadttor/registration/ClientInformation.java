package de.stadttor.registration;

import de.stadttor.platform.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an application is told of its registration (RFC 7591 section 3.2.1, RFC 7592 section 3). */
@Component
class ClientInformation {

    private final String issuer;

    ClientInformation(Settings settings) {
        this.issuer = settings.issuer();
    }

    /**
     * @param secret null where there is none, or it was told already: it is kept as a hash alone
     * @param token for its management
     */
    Map<String, Object> of(Registration registration, @Nullable String secret, String token) {
        Map<String, Object> information = new LinkedHashMap<>();
        information.put("client_id", registration.clientId());
        information.put("client_id_issued_at", registration.createdAt().getEpochSecond());
        if (secret != null) {
            information.put("client_secret", secret);
            information.put("client_secret_expires_at", 0);
        }
        information.put("registration_access_token", token);
        information.put("registration_client_uri", issuer + Registrations.PATH + "/" + registration.clientId());
        Map<String, Object> metadata = new TreeMap<>(registration.metadata());
        information.putAll(metadata);
        return information;
    }
}
