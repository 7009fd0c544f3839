package de.stadttor.issuing;

import de.stadttor.platform.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What an authorization response says: each time with {@code state} and {@code iss} (RFC 9207 section 2), or all of it
 * in one signed JWT where the request wanted that (JARM section 2.1).
 */
@Component
public class AuthorizationAnswers {

    private final TokenSigner signer;
    private final Settings settings;

    AuthorizationAnswers(TokenSigner signer, Settings settings) {
        this.signer = signer;
        this.settings = settings;
    }

    /** The parameters that go to the application, in order. */
    public Map<String, String> parameters(Recipient recipient, Map<String, String> answer) {
        Map<String, String> all = new LinkedHashMap<>(answer);
        if (recipient.state() != null) {
            all.put("state", recipient.state());
        }
        if (recipient.mode().isSigned()) {
            return Map.of("response", signer.authorizationResponse(recipient.application(), all));
        }
        all.put("iss", settings.issuer());
        return all;
    }
}
