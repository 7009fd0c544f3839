package stadttor.springclient;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** What the test reads of it, JSON as a page for a browser: whom Spring knows, and what the hub tells of them anew. */
@RestController
class SpringClientController {

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final RestClient hub;

    SpringClientController(OAuth2AuthorizedClientManager tokens, ClientRegistrationRepository registrations) {
        OAuth2ClientHttpRequestInterceptor withToken = new OAuth2ClientHttpRequestInterceptor(tokens);
        withToken.setClientRegistrationIdResolver(request -> SpringClient.REGISTRATION);
        this.hub = RestClient.builder()
                .baseUrl(Objects.requireNonNull(
                        Objects.requireNonNull(registrations.findByRegistrationId(SpringClient.REGISTRATION))
                                .getProviderDetails()
                                .getUserInfoEndpoint()
                                .getUri()))
                .requestInterceptor(withToken)
                .build();
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String person(@AuthenticationPrincipal OidcUser user, CsrfToken csrf) {
        Map<String, Object> answer = new LinkedHashMap<>(user.getClaims());
        answer.put("id_token", user.getIdToken().getTokenValue());
        answer.put("csrf", csrf.getToken());
        return MAPPER.writeValueAsString(answer);
    }

    /** Asks the hub with the access token of the moment. */
    @GetMapping(path = "/userinfo", produces = MediaType.TEXT_HTML_VALUE)
    String userinfo() {
        return MAPPER.writeValueAsString(
                Objects.requireNonNull(hub.get().retrieve().body(OBJECT)));
    }

    @GetMapping(path = "/bye", produces = MediaType.TEXT_HTML_VALUE)
    String bye() {
        return "signed out";
    }
}
