package de.stadttor.web;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import de.stadttor.issuing.AccessTokens;
import de.stadttor.issuing.AuthorizationRequests;
import de.stadttor.issuing.BearerToken;
import de.stadttor.issuing.ClientAuthentication;
import de.stadttor.issuing.TokenInspections;
import de.stadttor.issuing.TokenRequests;
import de.stadttor.issuing.UserInfo;
import de.stadttor.keys.SigningKeys;
import de.stadttor.platform.Settings;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
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
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;

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
    private static void bearerTokens(HttpSecurity http, AccessTokens tokens, BearerErrors errors) {
        AuthenticationManager living = authentication -> tokens.living(
                        ((BearerTokenAuthenticationToken) authentication).getToken())
                .map(BearerToken::new)
                .orElseThrow(() -> new InvalidBearerTokenException("the token is unknown, expired or taken back"));
        http.oauth2ResourceServer(
                resource -> resource.authenticationEntryPoint(errors).jwt(jwt -> jwt.authenticationManager(living)));
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerChain(
            HttpSecurity http,
            AuthorizationEndpoint authorization,
            ClientAuthentication clients,
            TokenRequests tokenRequests,
            TokenInspections inspections,
            UserInfo userInfo,
            AccessTokens tokens,
            LogoutEndpoint logout) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(request -> server.getEndpointsMatcher().matches(request)
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
                                })
                                .authenticationProviders(list -> {
                                    list.clear();
                                    list.add(tokenRequests);
                                }))
                        .tokenIntrospectionEndpoint(i -> i.authenticationProviders(list -> {
                            list.clear();
                            list.add(inspections);
                        }))
                        .tokenRevocationEndpoint(r -> r.authenticationProviders(list -> {
                            list.clear();
                            list.add(inspections);
                        }))
                        .authorizationServerMetadataEndpoint(
                                m -> m.authorizationServerMetadataCustomizer(Discovery::describe))
                        .oidc(oidc -> openIdConnect(oidc, userInfo)));
        bearerTokens(http, tokens, new BearerErrors());
        http.addFilterBefore(logout, LogoutFilter.class);
        http.addFilterBefore(new RepeatedParameters(), LogoutFilter.class);
        return stateless(http).build();
    }

    private static void openIdConnect(OidcConfigurer oidc, UserInfo userInfo) {
        oidc.userInfoEndpoint(u -> u.authenticationProviders(list -> {
                    list.clear();
                    list.add(userInfo);
                })
                .errorResponseHandler(new BearerErrors()));
        oidc.providerConfigurationEndpoint(p -> p.providerConfigurationCustomizer(Discovery::describe));
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiChain(HttpSecurity http, AccessTokens tokens) {
        http.securityMatcher("/api/**");
        BearerErrors errors = new BearerErrors();
        bearerTokens(http, tokens, errors);
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

    /** What discovery says beyond Spring's own: what is supported, and what is not. */
    private static final class Discovery {

        /** What Spring says of itself and the hub does not do: tokens bound to a key or a certificate. */
        private static final Set<String> UNSUPPORTED =
                Set.of("dpop_signing_alg_values_supported", "tls_client_certificate_bound_access_tokens");

        private static void describe(OidcProviderConfiguration.Builder metadata) {
            metadata.scopes(scopes -> {
                scopes.clear();
                scopes.addAll(AuthorizationRequests.SCOPES);
            });
            metadata.idTokenSigningAlgorithms(algorithms -> {
                algorithms.clear();
                algorithms.addAll(SigningKeys.ALGORITHMS);
            });
            metadata.subjectTypes(types -> {
                types.clear();
                types.addAll(List.of("pairwise", "public"));
            });
            metadata.claims(claims -> {
                claims.keySet().removeAll(UNSUPPORTED);
                claims.putAll(common());
                claims.put(
                        "claims_supported",
                        List.of(
                                "sub",
                                "sid",
                                "acr",
                                "amr",
                                "auth_time",
                                "name",
                                "given_name",
                                "family_name",
                                "preferred_username",
                                "email",
                                "email_verified",
                                "provider",
                                "municipality",
                                "ags",
                                "state",
                                "org_unit",
                                "roles"));
                claims.put("acr_values_supported", List.of("low", "substantial", "high"));
                claims.put("request_parameter_supported", false);
                claims.put("request_uri_parameter_supported", false);
                claims.put("claims_parameter_supported", false);
                claims.put("prompt_values_supported", List.of("none", "login", "select_account", "consent"));
            });
        }

        private static void describe(
                org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata.Builder
                        metadata) {
            metadata.claims(claims -> {
                claims.keySet().removeAll(UNSUPPORTED);
                claims.putAll(common());
                claims.put("scopes_supported", AuthorizationRequests.SCOPES);
            });
        }

        private static java.util.Map<String, Object> common() {
            List<String> methods = List.of("client_secret_basic", "client_secret_post");
            return java.util.Map.of(
                    "response_types_supported",
                    List.of("code"),
                    "response_modes_supported",
                    List.of("query"),
                    "grant_types_supported",
                    List.of("authorization_code", "refresh_token", "client_credentials"),
                    "token_endpoint_auth_methods_supported",
                    List.of("client_secret_basic", "client_secret_post", "none"),
                    "introspection_endpoint_auth_methods_supported",
                    methods,
                    "revocation_endpoint_auth_methods_supported",
                    List.of("client_secret_basic", "client_secret_post", "none"),
                    "code_challenge_methods_supported",
                    List.of("S256"),
                    "authorization_response_iss_parameter_supported",
                    true);
        }
    }
}
