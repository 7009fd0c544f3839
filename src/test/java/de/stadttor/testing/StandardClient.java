package de.stadttor.testing;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;

/**
 * An application of the demo that knows the issuer and nothing else of the hub, with a library that developers use
 * (Nimbus OAuth 2.0 SDK): it discovers the hub, and checks each answer as the specifications ask.
 */
public final class StandardClient {

    private static final URI CALLBACK = URI.create(TestClient.CALLBACK);
    private static final Scope SCOPE = new Scope("openid", "profile", "email", "organization", "roles");

    private final OIDCProviderMetadata hub;
    private final ClientID id;
    private final Secret secret;

    public StandardClient(String issuer, String clientId) {
        this(issuer, clientId, clientId + "-demo-secret");
    }

    /** One that is not of the demo. */
    public StandardClient(String issuer, String clientId, String clientSecret) {
        try {
            this.hub = OIDCProviderMetadata.resolve(new Issuer(issuer));
        } catch (Exception e) {
            throw new AssertionError("no discovery at " + issuer, e);
        }
        this.id = new ClientID(clientId);
        this.secret = new Secret(clientSecret);
    }

    /** One sign-in that the application asked for. */
    public final class SignIn {

        private final State state = new State();
        private final Nonce nonce = new Nonce();
        private final CodeVerifier verifier = new CodeVerifier();

        /** Where the application sends the person. */
        public URI address(String loginHint) {
            return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, id, CALLBACK)
                    .endpointURI(hub.getAuthorizationEndpointURI())
                    .state(state)
                    .nonce(nonce)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .loginHint(loginHint)
                    .build()
                    .toURI();
        }

        /** The tokens of a successful answer, each checked: state, issuer, signature, audience, nonce, times. */
        public Tokens tokens(URI answer) {
            try {
                AuthorizationCode code = checked(answer).toSuccessResponse().getAuthorizationCode();
                TokenRequest request = new TokenRequest.Builder(
                                hub.getTokenEndpointURI(),
                                new ClientSecretBasic(id, secret),
                                new AuthorizationCodeGrant(code, CALLBACK, verifier))
                        .build();
                OIDCTokenResponse response = (OIDCTokenResponse)
                        OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
                OIDCTokens tokens = response.toSuccessResponse().getOIDCTokens();
                IDTokenClaimsSet claims = new IDTokenValidator(
                                hub.getIssuer(),
                                id,
                                JWSAlgorithm.RS256,
                                hub.getJWKSetURI().toURL())
                        .validate(tokens.getIDToken(), nonce);
                return new Tokens(claims, tokens);
            } catch (Exception e) {
                throw new AssertionError("no tokens for " + answer, e);
            }
        }

        /** The description of a refusal, whose state and issuer are right. */
        public String refusal(URI answer) {
            try {
                return checked(answer).toErrorResponse().getErrorObject().getDescription();
            } catch (ParseException e) {
                throw new AssertionError("no answer: " + answer, e);
            }
        }

        private AuthenticationResponse checked(URI answer) throws ParseException {
            AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
            if (!state.equals(response.getState()) || !hub.getIssuer().equals(response.getIssuer())) {
                throw new AssertionError("another state or issuer: " + answer);
            }
            return response;
        }
    }

    /** What a sign-in gave. */
    public final class Tokens {

        private final IDTokenClaimsSet idToken;
        private final OIDCTokens tokens;

        private Tokens(IDTokenClaimsSet idToken, OIDCTokens tokens) {
            this.idToken = idToken;
            this.tokens = tokens;
        }

        public IDTokenClaimsSet idToken() {
            return idToken;
        }

        /** Userinfo, which is about the same person. */
        public UserInfo userinfo() {
            try {
                UserInfo info = UserInfoResponse.parse(
                                new UserInfoRequest(hub.getUserInfoEndpointURI(), tokens.getBearerAccessToken())
                                        .toHTTPRequest()
                                        .send())
                        .toSuccessResponse()
                        .getUserInfo();
                if (!info.getSubject().equals(idToken.getSubject())) {
                    throw new AssertionError("userinfo is about somebody else");
                }
                return info;
            } catch (Exception e) {
                throw new AssertionError("no userinfo", e);
            }
        }
    }

    public SignIn signIn() {
        return new SignIn();
    }
}
