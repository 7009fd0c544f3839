package de.stadttor.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/** The hub keeps grants, not Spring's authorizations: whoever asks for one finds none, and none can be saved. */
final class NoStoredAuthorizations implements OAuth2AuthorizationService {

    @Override
    public void save(OAuth2Authorization authorization) {
        throw new IllegalStateException("grants are issued by de.stadttor.issuing");
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        throw new IllegalStateException("grants are issued by de.stadttor.issuing");
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
        return null;
    }
}
