// An application on Node.js with the library openid-client, as its documentation tells; a test plays the browser:
// what stands behind GO is opened there, and the address at which the person comes back is read from standard input.
import { createInterface } from 'node:readline'
import * as client from 'openid-client'

const [issuer, clientId, clientSecret, redirectUri, home] = process.argv.slice(2)
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function browser(url, until) {
  console.log(`GO ${url.href} ${until}`)
  return new URL((await answers.next()).value)
}

const config = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
  execute: [client.allowInsecureRequests],
})

const verifier = client.randomPKCECodeVerifier()
const state = client.randomState()
const nonce = client.randomNonce()
const back = await browser(
  client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email roles offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    max_age: '3600',
  }),
  redirectUri,
)

const tokens = await client.authorizationCodeGrant(config, back, {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  maxAge: 3600,
  idTokenExpected: true,
})
const userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token)
const again = await client.fetchUserInfo(config, refreshed.access_token, tokens.claims().sub)

const out = await browser(
  client.buildEndSessionUrl(config, {
    id_token_hint: refreshed.id_token,
    post_logout_redirect_uri: home,
    state: 'good-bye',
  }),
  home,
)
await client.tokenRevocation(config, refreshed.refresh_token)
let refusal = 'none'
try {
  await client.refreshTokenGrant(config, refreshed.refresh_token)
} catch (e) {
  refusal = e.error
}

console.log(
  `RESULT ${JSON.stringify({
    email: userinfo.email,
    roles: tokens.claims().roles,
    rotated: refreshed.refresh_token !== tokens.refresh_token,
    againEmail: again.email,
    out: out.searchParams.get('state'),
    refusal,
  })}`,
)
process.exit(0)
