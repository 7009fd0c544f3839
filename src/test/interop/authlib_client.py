"""An application in Python with the library Authlib; a test plays the browser, see openid-client.mjs."""

import json
import sys

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.core import CodeIDToken

ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, HOME = sys.argv[1:]
VERIFIER = "a-code-verifier-of-python-that-is-long-enough-0123456789"
NONCE = "nonce-of-python"


def browser(url, until):
    print("GO", url, until, flush=True)
    return sys.stdin.readline().strip()


metadata = AuthorizationServerMetadata(requests.get(ISSUER + "/.well-known/openid-configuration", timeout=30).json())
metadata.validate_token_endpoint_auth_methods_supported()
metadata.validate_response_types_supported()
metadata.validate_jwks_uri()
session = OAuth2Session(
    CLIENT_ID,
    CLIENT_SECRET,
    scope="openid profile email roles offline_access",
    redirect_uri=REDIRECT_URI,
    code_challenge_method="S256",
    token_endpoint_auth_method="client_secret_post",
    revocation_endpoint_auth_method="client_secret_post",
)
url, state = session.create_authorization_url(metadata["authorization_endpoint"], code_verifier=VERIFIER, nonce=NONCE)
back = browser(url, REDIRECT_URI)
token = session.fetch_token(
    metadata["token_endpoint"], authorization_response=back, state=state, code_verifier=VERIFIER
)

keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=30).json())


def id_token(token, nonce):
    options = {"iss": {"essential": True, "value": ISSUER}, "aud": {"essential": True, "value": CLIENT_ID}}
    claims = JsonWebToken(["RS256"]).decode(
        token["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options=options,
        claims_params={"nonce": nonce, "client_id": CLIENT_ID},
    )
    claims.validate(leeway=60)
    return claims


claims = id_token(token, NONCE)
userinfo = session.get(metadata["userinfo_endpoint"]).json()
refreshed = session.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
again = session.get(metadata["userinfo_endpoint"]).json()
seen = session.introspect_token(metadata["introspection_endpoint"], token=refreshed["access_token"]).json()

logout = requests.Request(
    "GET",
    metadata["end_session_endpoint"],
    params={"id_token_hint": refreshed["id_token"], "post_logout_redirect_uri": HOME, "state": "good-bye"},
).prepare()
out = browser(logout.url, HOME)
session.revoke_token(metadata["revocation_endpoint"], token=refreshed["refresh_token"])
refusal = "none"
try:
    session.refresh_token(metadata["token_endpoint"], refresh_token=refreshed["refresh_token"])
except OAuthError as error:
    refusal = error.error

print(
    "RESULT",
    json.dumps(
        {
            "email": userinfo["email"],
            "roles": claims["roles"],
            "rotated": refreshed["refresh_token"] != token["refresh_token"],
            "againEmail": again["email"],
            "active": seen["active"],
            "out": out.split("state=")[-1],
            "refusal": refusal,
        }
    ),
    flush=True,
)
