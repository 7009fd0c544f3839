package de.stadttor.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import de.stadttor.testing.HubUnderTest;
import de.stadttor.testing.SignedIn;
import de.stadttor.testing.TestClient;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A library that developers use (Nimbus OAuth 2.0 SDK), with private_key_jwt and DPoP, knowing discovery alone. */
class StandardKeyClientTests {

    private final HubUnderTest hub = HubUnderTest.shared();

    @AfterEach
    void putBack() {
        hub.putBack();
    }

    @Test
    void redeemsACodeAndAsksUserinfo() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyID("of-nimbus")
                .keyUse(KeyUse.SIGNATURE)
                .generate();
        hub.add(
                "nimbus",
                Map.of(
                        "client-authentication", "[private_key_jwt]",
                        "client-secret", "",
                        "dpop-bound-tokens", "true",
                        "jwks", "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}"));
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(hub.issuer()));
        DPoPProofFactory proofs = new DefaultDPoPProofFactory(
                new ECKeyGenerator(Curve.P_256).generate(),
                metadata.getDPoPJWSAlgs().getFirst());
        String code = SignedIn.anna(hub).code(new TestClient(hub.issuer(), "nimbus"), Map.of());

        HTTPRequest request = new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(),
                        new PrivateKeyJWT(
                                new ClientID("nimbus"),
                                metadata.getTokenEndpointURI(),
                                JWSAlgorithm.ES256,
                                key.toPrivateKey(),
                                key.getKeyID(),
                                null),
                        new AuthorizationCodeGrant(
                                new AuthorizationCode(code),
                                URI.create(TestClient.CALLBACK),
                                new CodeVerifier(TestClient.VERIFIER)))
                .build()
                .toHTTPRequest();
        request.setDPoP(proofs.createDPoPJWT("POST", metadata.getTokenEndpointURI()));
        HTTPResponse response = request.send();
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        DPoPAccessToken access =
                OIDCTokenResponse.parse(response).getOIDCTokens().getDPoPAccessToken();

        HTTPRequest asking = new UserInfoRequest(metadata.getUserInfoEndpointURI(), access).toHTTPRequest();
        asking.setDPoP(proofs.createDPoPJWT("GET", metadata.getUserInfoEndpointURI(), access));
        UserInfoResponse info = UserInfoResponse.parse(asking.send());
        assertThat(info.indicatesSuccess()).isTrue();
        assertThat(info.toSuccessResponse().getUserInfo().getEmailAddress()).isEqualTo("anna.richter@dresden.example");
    }
}
