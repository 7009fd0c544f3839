package de.stadttor.issuing;

import de.stadttor.application.Application;
import de.stadttor.application.Applications;
import de.stadttor.issuing.AuthorizationRequests.Pushed;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The endpoint at which applications push their authorization requests (RFC 9126). */
@Component
public class PushedAuthorizations implements AuthenticationProvider {

    private final Applications applications;
    private final AuthorizationRequests requests;

    PushedAuthorizations(Applications applications, AuthorizationRequests requests) {
        this.applications = applications;
        this.requests = requests;
    }

    /** A request that an application pushes, and what stands for it once it is kept. */
    public static final class Push extends ClientCall {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Map<String, List<String>> parameters;
        private final transient @Nullable Confirmation proven;
        private final transient Pushed.@Nullable Kept kept;

        /**
         * @param client that authenticated itself, or whatever came instead
         * @param proven the key of the DPoP proof that came with it, null for none
         */
        public Push(Authentication client, Map<String, List<String>> parameters, @Nullable Confirmation proven) {
            this(client, parameters, proven, null);
        }

        private Push(
                Authentication client,
                Map<String, List<String>> parameters,
                @Nullable Confirmation proven,
                Pushed.@Nullable Kept kept) {
            super(client);
            this.parameters = parameters;
            this.proven = proven;
            this.kept = kept;
        }

        /** Once it is kept. */
        public Pushed.Kept kept() {
            if (kept == null) {
                throw new IllegalStateException("the request was not kept");
            }
            return kept;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return Push.class.equals(type);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        Push push = (Push) authentication;
        Application application = ClientAuthentication.authenticated(push, applications);
        return switch (requests.push(
                application, push.parameters, push.proven == null ? null : push.proven.thumbprint())) {
            case Pushed.Kept kept -> new Push(push.getPrincipal(), push.parameters, push.proven, kept);
            case Pushed.Refused refused -> throw Refusals.of(refused.error(), refused.description());
        };
    }
}
