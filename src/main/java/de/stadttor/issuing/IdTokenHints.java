package de.stadttor.issuing;

import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Settings;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** ID tokens as they come back as a hint: signature, issuer and audience count, expiry does not. */
@Component
public class IdTokenHints {

    private final SigningKeys keys;
    private final Settings settings;

    IdTokenHints(SigningKeys keys, Settings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * Whose ID token it is.
     *
     * @param clientId the application it was issued to
     * @param subject whom that application knows by it
     * @param sessionId the hub session it was issued in
     */
    public record Hint(String clientId, String subject, UUID sessionId) {}

    /** Empty for anything that is not an ID token of this hub. */
    public Optional<Hint> read(String idToken) {
        return keys.verifyHint(idToken, Set.of("", "JWT"))
                .filter(claims -> settings.issuer().equals(claims.getIssuer()))
                .filter(claims -> claims.getAudience().size() == 1)
                .flatMap(claims -> {
                    try {
                        String sid = claims.getStringClaim("sid");
                        return sid == null
                                ? Optional.empty()
                                : Optional.of(new Hint(
                                        claims.getAudience().getFirst(), claims.getSubject(), UUID.fromString(sid)));
                    } catch (ParseException | IllegalArgumentException e) {
                        return Optional.empty();
                    }
                });
    }
}
