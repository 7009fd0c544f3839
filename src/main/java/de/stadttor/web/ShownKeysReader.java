package de.stadttor.web;

import de.stadttor.issuing.HeldKeys;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;

/** Gives each token request what it shows of keys, whatever its grant is: no token is issued without a look at it. */
final class ShownKeysReader implements ObjectPostProcessor<OAuth2TokenEndpointFilter> {

    private final HeldKeys heldKeys;

    ShownKeysReader(HeldKeys heldKeys) {
        this.heldKeys = heldKeys;
    }

    @Override
    public <O extends OAuth2TokenEndpointFilter> O postProcess(O filter) {
        filter.setAuthenticationDetailsSource(heldKeys::shownIn);
        return filter;
    }
}
