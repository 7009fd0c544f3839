package stadttor.demo.app;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OidcBackChannelLogoutHandler;
import org.springframework.security.oauth2.client.oidc.session.InMemoryOidcSessionRegistry;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.session.HttpSessionEventPublisher;

/** An ordinary OpenID Connect client. Its parts are named one by one: the hub's lie on the same class path. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
@Import({SampleController.class, SamplePages.class})
class SampleConfiguration {

    static final String REGISTRATION = "stadttor";

    private static final String SIGN_IN = "/oauth2/authorization/" + REGISTRATION;

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, ClientRegistrationRepository hub, SampleApplication application, SamplePages pages)
            throws Exception {
        OidcClientInitiatedLogoutSuccessHandler atTheHubToo = new OidcClientInitiatedLogoutSuccessHandler(hub);
        atTheHubToo.setPostLogoutRedirectUri(application.address());
        SignedOutNote signedOut = new SignedOutNote(application.id());
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/style.css", "/error")
                        .permitAll()
                        .requestMatchers(signedOut::isThere)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage(SIGN_IN)
                        .failureHandler(new RefusedSignIn(pages))
                        .userInfoEndpoint(user -> user.userAuthoritiesMapper(new RolesOfIdToken())))
                .logout(logout -> logout.addLogoutHandler(signedOut).logoutSuccessHandler(atTheHubToo))
                .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; style-src 'self'; base-uri 'none'")))
                .build();
    }

    /** Asks the hub for its metadata at the first sign-in: the hub may start later than its applications. */
    @Bean
    ClientRegistrationRepository hub(@Value("${sample.issuer}") String issuer, SampleApplication application) {
        return new LazyRegistration(() -> ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(REGISTRATION)
                .clientId(application.id())
                .clientSecret(application.id() + "-demo-secret")
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .scope("openid", "profile", "email", "organization", "roles")
                .build());
    }

    @Bean
    OidcSessionRegistry sessions() {
        return new InMemoryOidcSessionRegistry();
    }

    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    /** Ends its own session by a call to itself, which has to carry its own cookie. */
    @Bean
    OidcBackChannelLogoutHandler backChannelLogout(OidcSessionRegistry sessions, SampleApplication application) {
        OidcBackChannelLogoutHandler handler = new OidcBackChannelLogoutHandler(sessions);
        handler.setSessionCookieName(application.id() + "_session");
        return handler;
    }
}
