// An application without a server of its own, with the library oidc-client-ts as its documentation tells. A test fills
// in settings.js, presses the buttons and reads what stands on the page.
const { authority, client_id, bound } = globalThis.settings
const home = location.origin + '/'
const oidc = globalThis.oidc

oidc.Log.setLogger(console)
oidc.Log.setLevel(oidc.Log.WARN)

const manager = new oidc.UserManager({
  authority,
  client_id,
  redirect_uri: home + 'callback',
  post_logout_redirect_uri: home + 'bye',
  scope: 'openid profile email roles',
  loadUserInfo: !bound,
  automaticSilentRenew: false,
  monitorSession: false,
  userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
  ...(bound && { dpop: { bind_authorization_code: true, store: new oidc.IndexedDbDPoPStore() } }),
})

const text = (id, value) => (document.getElementById(id).textContent = value)

async function userinfo(user) {
  if (!bound) {
    return {}
  }
  const address = (await manager.metadataService.getMetadata()).userinfo_endpoint
  const answer = await fetch(address, {
    headers: {
      Authorization: `DPoP ${user.access_token}`,
      DPoP: await manager.dpopProof(address, user, 'GET'),
    },
  })
  return answer.json()
}

async function show(state) {
  const user = await manager.getUser()
  text('profile', JSON.stringify(user ? { ...user.profile, ...(await userinfo(user)) } : {}))
  text('tokens', user ? JSON.stringify([user.token_type, user.access_token, user.refresh_token]) : '[]')
  text('state', state)
}

function act(id, state, action) {
  document.getElementById(id).addEventListener('click', async () => {
    text('state', 'busy')
    try {
      await action()
      await show(state)
    } catch (e) {
      text('state', `${e.name} ${e.message}`)
    }
  })
}

act('sign-in', 'leaving', () => manager.signinRedirect())
act('refresh', 'refreshed', () => manager.signinSilent())
act('revoke', 'revoked', () => manager.revokeTokens(['refresh_token']))
act('sign-out', 'leaving', () => manager.signoutRedirect({ state: 'good-bye' }))

try {
  if (location.pathname === '/callback') {
    await manager.signinRedirectCallback()
    await show('signed in')
  } else if (location.pathname === '/bye') {
    await manager.signoutRedirectCallback()
    await show('signed out')
  } else {
    await show('ready')
  }
} catch (e) {
  text('state', `${e.name} ${e.message}`)
}
