package de.stadttor.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.BackChannelLogoutRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import de.stadttor.interop.ForeignClient.Person;
import de.stadttor.testing.FakeApplication;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.TestClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nimbus' OAuth SDK, unchanged, builds each request and checks each answer: login, userinfo, refresh, both logouts. */
class NimbusSdkTests {

    private static final URI CALLBACK = URI.create(TestClient.CALLBACK);
    private static final ClientID CLIENT = new ClientID("nimbus");

    private final HubUnderTest hub = HubUnderTest.shared();
    private final FakeApplication server = FakeApplication.started();
    private final Person anna = new Person();
    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();
    private OIDCProviderMetadata metadata;

    @BeforeEach
    void register() throws Exception {
        hub.add("nimbus", Map.of("backchannel-logout-uri", server.backChannel()));
        metadata = OIDCProviderMetadata.resolve(new Issuer(hub.issuer()));
    }

    @AfterEach
    void putBack() {
        server.close();
        hub.putBack();
    }

    @Test
    void annaGoesThroughLoginUserinfoRefreshAndLogout() throws Exception {
        AuthenticationResponse answer = AuthenticationResponseParser.parse(
                anna.goes(request(), TestClient.CALLBACK).uri());
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(metadata.getIssuer());
        OIDCTokens first = granted(
                new AuthorizationCodeGrant(answer.toSuccessResponse().getAuthorizationCode(), CALLBACK, verifier));
        IDTokenClaimsSet person = idTokens().validate(first.getIDToken(), nonce);
        assertThat(userinfo(first).getEmailAddress()).isEqualTo("anna.richter@dresden.example");
        assertThat(userinfo(first).getSubject()).isEqualTo(person.getSubject());

        OIDCTokens second = granted(new RefreshTokenGrant(first.getRefreshToken()));
        assertThat(second.getRefreshToken()).isNotNull().isNotEqualTo(first.getRefreshToken());
        IDTokenClaimsSet again = idTokens().validate(second.getIDToken(), null);
        assertThat(again.getSubject()).isEqualTo(person.getSubject());
        assertThat(again.getAuthenticationTime()).isEqualTo(person.getAuthenticationTime());
        assertThat(userinfo(second).getEmailAddress()).isEqualTo("anna.richter@dresden.example");

        State goodBye = new State();
        URI back = anna.goes(
                        new LogoutRequest(
                                        metadata.getEndSessionEndpointURI(),
                                        second.getIDToken(),
                                        URI.create("http://127.0.0.1:9100/"),
                                        goodBye)
                                .toURI(),
                        "http://127.0.0.1:9100/")
                .uri();
        assertThat(back).hasToString("http://127.0.0.1:9100/?state=" + goodBye);
        LogoutTokenClaimsSet told = told();
        assertThat(told.getSubject()).isEqualTo(person.getSubject());
        assertThat(told.getSessionID()).isEqualTo(person.getSessionID()).isNotNull();
        assertThat(asked(new RefreshTokenGrant(second.getRefreshToken()))
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_grant");
        assertThat(anna.browser().go(request(), TestClient.CALLBACK).attribute("data-provider"))
                .isPresent();
    }

    /** The checks of the SDK are no formality: each kind of token is refused where the other belongs. */
    @Test
    void idTokenIsNoLogoutTokenAndTheReverse() throws Exception {
        AuthenticationResponse answer = AuthenticationResponseParser.parse(
                anna.goes(request(), TestClient.CALLBACK).uri());
        OIDCTokens tokens = granted(
                new AuthorizationCodeGrant(answer.toSuccessResponse().getAuthorizationCode(), CALLBACK, verifier));
        anna.goes(
                new LogoutRequest(metadata.getEndSessionEndpointURI(), tokens.getIDToken()).toURI(),
                "http://127.0.0.1:9100/");

        assertThatThrownBy(() -> logoutTokens().validate(tokens.getIDToken())).isInstanceOf(BadJOSEException.class);
        assertThatThrownBy(() -> idTokens().validate(received().getLogoutToken(), null))
                .isInstanceOf(BadJOSEException.class);
    }

    private URI request() {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "profile", "email", "organization", "roles"),
                        CLIENT,
                        CALLBACK)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    private TokenResponse asked(AuthorizationGrant grant) throws Exception {
        return OIDCTokenResponseParser.parse(new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        new ClientSecretBasic(CLIENT, new Secret("nimbus-demo-secret")),
                        grant)
                .build()
                .toHTTPRequest()
                .send());
    }

    private OIDCTokens granted(AuthorizationGrant grant) throws Exception {
        return asked(grant).toSuccessResponse().getTokens().toOIDCTokens();
    }

    private UserInfo userinfo(OIDCTokens tokens) throws Exception {
        return UserInfoResponse.parse(
                        new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getBearerAccessToken())
                                .toHTTPRequest()
                                .send())
                .toSuccessResponse()
                .getUserInfo();
    }

    private IDTokenValidator idTokens() throws Exception {
        return new IDTokenValidator(
                metadata.getIssuer(),
                CLIENT,
                JWSAlgorithm.RS256,
                metadata.getJWKSetURI().toURL());
    }

    private LogoutTokenValidator logoutTokens() throws Exception {
        return new LogoutTokenValidator(
                metadata.getIssuer(),
                CLIENT,
                JWSAlgorithm.RS256,
                metadata.getJWKSetURI().toURL());
    }

    private BackChannelLogoutRequest received() throws Exception {
        await().atMost(Duration.ofSeconds(10)).until(() -> !server.received().isEmpty());
        return BackChannelLogoutRequest.parse(
                URI.create(server.backChannel()),
                URLUtils.parseParameters(server.received().getFirst().body()));
    }

    private LogoutTokenClaimsSet told() throws Exception {
        return logoutTokens().validate(received().getLogoutToken());
    }
}
