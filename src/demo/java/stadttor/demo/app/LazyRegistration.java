package stadttor.demo.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** The one registration, made when first needed and tried again until it succeeds. */
final class LazyRegistration implements ClientRegistrationRepository {

    private final Supplier<ClientRegistration> source;
    private volatile @Nullable ClientRegistration registration;

    LazyRegistration(Supplier<ClientRegistration> source) {
        this.source = source;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        if (!SampleConfiguration.REGISTRATION.equals(registrationId)) {
            return null;
        }
        ClientRegistration known = registration;
        if (known == null) {
            known = source.get();
            registration = known;
        }
        return known;
    }
}
