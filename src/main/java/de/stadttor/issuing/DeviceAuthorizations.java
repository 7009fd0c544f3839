package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.AuthorizationRequests.Checked;
import de.stadttor.platform.Settings;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The endpoint at which a device without a browser asks to be let in (RFC 8628 sections 3.1 and 3.2). */
@Component
public class DeviceAuthorizations implements AuthenticationProvider {

    /** Where the person types the code. */
    public static final String PAGE = "/device";

    private final Applications applications;
    private final AuthorizationRequests requests;
    private final DeviceCodes codes;
    private final Settings settings;

    DeviceAuthorizations(
            Applications applications, AuthorizationRequests requests, DeviceCodes codes, Settings settings) {
        this.applications = applications;
        this.requests = requests;
        this.codes = codes;
        this.settings = settings;
    }

    /** What a device asks, and what it is answered. */
    public static final class Ask extends ClientCall {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient @Nullable String scope;
        private final transient Map<String, Object> answer;

        /**
         * @param client that authenticated itself, or whatever came instead
         * @param scope null where it names none
         */
        public Ask(Authentication client, @Nullable String scope) {
            this(client, scope, Map.of());
        }

        private Ask(Authentication client, @Nullable String scope, Map<String, Object> answer) {
            super(client);
            this.scope = scope;
            this.answer = answer;
        }

        /** The members of the answer, in order. */
        public Map<String, Object> answer() {
            return answer;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return Ask.class.equals(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Ask ask = (Ask) authentication;
        Application application = ClientAuthentication.authenticated(ask, applications);
        String scope = Objects.requireNonNullElse(ask.scope, "");
        return switch (requests.deviceAsks(application, scope)) {
            case Checked.Valid valid ->
                new Ask(
                        ask.getPrincipal(),
                        ask.scope,
                        answer(codes.issue(application, scope)
                                .orElseThrow(() -> Refusals.of(
                                        "temporarily_unavailable",
                                        "too many devices of the application wait to be let in"))));
            case Checked.SentToApplication fault -> throw Refusals.of(fault.error(), fault.description());
            case Checked.ShownToPerson fault -> throw Refusals.of(fault.error(), fault.detail());
        };
    }

    private Map<String, Object> answer(DeviceCodes.Issued issued) {
        String userCode = UserCodes.shown(issued.userCode());
        String page = settings.issuer() + PAGE;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", issued.deviceCode());
        answer.put("user_code", userCode);
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "?user_code=" + userCode);
        answer.put("expires_in", DeviceCodes.LIFETIME.toSeconds());
        answer.put("interval", DeviceCodes.INTERVAL.toSeconds());
        return answer;
    }
}
