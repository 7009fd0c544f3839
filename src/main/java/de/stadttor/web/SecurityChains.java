package de.stadttor.web;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import de.stadttor.issuing.BearerToken;
import de.stadttor.issuing.ClientAuthentication;
import de.stadttor.issuing.DeviceAuthorizations;
import de.stadttor.issuing.DpopNonces;
import de.stadttor.issuing.HeldKeys;
import de.stadttor.issuing.PushedAuthorizations;
import de.stadttor.issuing.ResourceRequests;
import de.stadttor.issuing.TokenExchanges;
import de.stadttor.issuing.TokenInspections;
import de.stadttor.issuing.TokenRequests;
import de.stadttor.issuing.UserInfo;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2DeviceCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CsrfFilter;

/**
 * Who may reach what. Three chains: the authorization server's endpoints, the API, and the pages. None keeps a servlet
 * session; each endpoint checks by itself what it is shown.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityChains {

    @Bean
    AuthorizationServerSettings authorizationServerSettings(Settings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    JWKSource<SecurityContext> publicKeys(SigningKeys keys) {
        return (selector, context) -> selector.select(keys.publicKeys());
    }

    /** Spring wants one where its own providers would need it; none of them is in use. */
    @Bean
    OAuth2AuthorizationService noStoredAuthorizations() {
        return new NoStoredAuthorizations();
    }

    /** Nobody signs in at the hub with a password; without this bean Spring Boot would make a user of its own. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException("the hub keeps no passwords");
        };
    }

    /** Access tokens of the hub that come back to it. */
    private static void bearerTokens(HttpSecurity http, ResourceRequests resources, BearerErrors errors) {
        http.oauth2ResourceServer(resource -> resource.authenticationEntryPoint(errors)
                .authenticationConverter(resources::read)
                .jwt(jwt -> jwt.authenticationManager(resources::authenticate)));
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerChain(
            HttpSecurity http,
            AuthorizationEndpoint authorization,
            ClientAuthentication clients,
            UnprovenRows unprovenRows,
            TokenRequests tokenRequests,
            TokenInspections inspections,
            PushedAuthorizations pushed,
            DeviceAuthorizations devices,
            UserInfo userInfo,
            JoseResponses jose,
            ResourceRequests resources,
            HeldKeys heldKeys,
            DpopNonces nonces,
            KeyMetadata keyMetadata,
            CrossOriginAccess crossOrigin,
            LogoutEndpoint logout) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(request -> server.getEndpointsMatcher().matches(request)
                || PostOnly.concerns(request)
                || CrossOriginAccess.isAskedBeforehand(request)
                || request.getServletPath().equals(LogoutEndpoint.PATH)
                || request.getServletPath().equals(LogoutEndpoint.DONE));
        http.with(
                server,
                configurer -> configurer
                        .clientAuthentication(c -> c.authenticationConverters(list -> {
                                    list.clear();
                                    list.addAll(clients.converters());
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(clients);
                                })
                                .authenticationSuccessHandler(unprovenRows)
                                .errorResponseHandler(new ClientErrors()))
                        .authorizationEndpoint(a -> a.authorizationRequestConverters(list -> {
                                    list.clear();
                                    list.add(authorization::convert);
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(authorization);
                                })
                                .authorizationResponseHandler(authorization::respond))
                        .tokenEndpoint(t -> t.accessTokenRequestConverters(list -> {
                                    list.clear();
                                    list.add(new OAuth2AuthorizationCodeAuthenticationConverter());
                                    list.add(new OAuth2RefreshTokenAuthenticationConverter());
                                    list.add(new OAuth2ClientCredentialsAuthenticationConverter());
                                    list.add(new OAuth2DeviceCodeAuthenticationConverter());
                                    list.add(TokenExchanges::read);
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(tokenRequests);
                                }))
                        .tokenIntrospectionEndpoint(i -> i.authenticationProviders(list -> {
                                    list.clear();
                                    list.add(inspections);
                                })
                                .introspectionResponseHandler(jose::introspection))
                        .tokenRevocationEndpoint(r -> r.authenticationProviders(list -> {
                            list.clear();
                            list.add(inspections);
                        }))
                        .pushedAuthorizationRequestEndpoint(p -> p.pushedAuthorizationRequestConverters(list -> {
                                    list.clear();
                                    list.add(request -> PushedRequestEndpoint.read(request, heldKeys));
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(pushed);
                                })
                                .pushedAuthorizationResponseHandler(PushedRequestEndpoint::answer))
                        .deviceAuthorizationEndpoint(d -> d.deviceAuthorizationRequestConverters(list -> {
                                    list.clear();
                                    list.add(DeviceAuthorizationEndpoint::read);
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(devices);
                                })
                                .deviceAuthorizationResponseHandler(DeviceAuthorizationEndpoint::answer))
                        .authorizationServerMetadataEndpoint(m -> m.authorizationServerMetadataCustomizer(metadata -> {
                            Discovery.describe(metadata);
                            metadata.claims(keyMetadata::describe);
                        }))
                        .oidc(oidc -> openIdConnect(oidc, userInfo, jose, keyMetadata))
                        .addObjectPostProcessor(new ShownKeysReader(heldKeys)));
        bearerTokens(http, resources, new BearerErrors());
        http.cors(cors -> cors.configurationSource(crossOrigin));
        http.addFilterBefore(new NonceHeader(nonces), LogoutFilter.class);
        http.addFilterBefore(logout, LogoutFilter.class);
        http.addFilterBefore(new PostOnly(), CsrfFilter.class);
        http.addFilterBefore(new RepeatedParameters(), LogoutFilter.class);
        http.addFilterBefore(new PublishedKeysCaching(), LogoutFilter.class);
        return stateless(http).build();
    }

    private static void openIdConnect(
            OidcConfigurer oidc, UserInfo userInfo, JoseResponses jose, KeyMetadata keyMetadata) {
        oidc.userInfoEndpoint(u -> u.authenticationProviders(list -> {
                    list.clear();
                    list.add(userInfo);
                })
                .userInfoResponseHandler(jose::userinfo)
                .errorResponseHandler(new BearerErrors()));
        oidc.providerConfigurationEndpoint(p -> p.providerConfigurationCustomizer(metadata -> {
            Discovery.describe(metadata);
            metadata.claims(keyMetadata::describe);
        }));
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiChain(HttpSecurity http, ResourceRequests resources, DpopNonces nonces) {
        http.securityMatcher("/api/**");
        BearerErrors errors = new BearerErrors();
        bearerTokens(http, resources, errors);
        http.addFilterBefore(new NonceHeader(nonces), BearerTokenAuthenticationFilter.class);
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                        "/api/v1/openapi.json", "/api/v1/configuration/schema")
                .permitAll()
                .anyRequest()
                .access((authentication, context) ->
                        new org.springframework.security.authorization.AuthorizationDecision(
                                authentication.get() instanceof BearerToken bearer && bearer.isForApi())));
        http.exceptionHandling(
                handling -> handling.authenticationEntryPoint(errors).accessDeniedHandler(errors));
        return statelessWithoutRules(http).build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pageChain(HttpSecurity http) {
        return stateless(http).build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return statelessWithoutRules(http);
    }

    private static HttpSecurity statelessWithoutRules(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(Customizer.withDefaults());
    }
}
