package stadttor.broken.web;

import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.Keycloak;

final class CallsKeycloak {

    @Nullable
    Keycloak keycloak;
}
