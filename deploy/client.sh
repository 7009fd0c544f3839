# shellcheck shell=bash
# What the checks beside this file share: an OpenID Connect client with PKCE that signs anna.richter in through the proxy.
# To be sourced, from the project's folder. TLS is verified against the authority that the set-up made for itself.

hub=https://hub.stadttor.test:8443
provider=https://keycloak.stadttor.test:8443
client=bauantrag
callback=https://bauantrag.stadttor.test/callback
person=anna.richter
password=demo
expected='["bearbeiten","lesen"]'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "${0##*/}: $*" >&2; exit 1; }

# Waits for the set-up, since "up --wait" does not wait for what ends by itself, and takes what a client needs to know.
await_set_up() {
  local setup
  for _ in $(seq 120); do
    setup=$(docker compose ps -a --format '{{.State}} {{.ExitCode}}' setup)
    case $setup in running* | created*) sleep 2 ;; *) break ;; esac
  done
  [ "$setup" = "exited 0" ] || fail "the set-up did not end well (${setup:-no container}): docker compose logs setup"

  docker compose exec -T proxy cat /authority/ca.crt > "$work/ca.crt" || fail "the proxy does not run"
  local secret
  secret=$(docker compose run --rm --no-deps -T --entrypoint cat setup /run/secrets/setup/BAUANTRAG_CLIENT_SECRET 2> /dev/null) \
    || fail "the application's secret cannot be read"
  # It goes through a file, so that no list of processes shows it.
  printf 'user = "%s:%s"\n' "$client" "$(printf %s "$secret" | sed 's/+/%2B/g; s#/#%2F#g; s/=/%3D/g')" > "$work/client"
}

# Body to $work/body, headers to $work/headers; prints the status, 000 where there is no answer.
fetch() {
  curl -sS --noproxy '*' --max-time 30 --cacert "$work/ca.crt" --proto =https \
    --resolve hub.stadttor.test:8443:127.0.0.1 --resolve keycloak.stadttor.test:8443:127.0.0.1 \
    --cookie "$work/cookies" --cookie-jar "$work/cookies" \
    -D "$work/headers" -o "$work/body" -w '%{http_code}' "$@"
}
location() { tr -d '\r' < "$work/headers" | sed -n 's/^[Ll]ocation: //p' | tail -1; }
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
random() { openssl rand 32 | base64url; }
parameter() { sed -n "s/.*[?&]$1=\([^&#]*\).*/\1/p" <<< "$2"; }
member() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$2"; }
payload() {
  local text
  text=$(cut -d. -f2 <<< "$1" | tr -- '-_' '+/')
  while [ $((${#text} % 4)) != 0 ]; do text="$text="; done
  openssl base64 -d -A <<< "$text"
}

# Follows redirects between hub and provider, until a page (status 200) or the application's callback.
follow() {
  local url=$1 status hop
  shift
  for hop in 1 2 3 4 5 6 7 8 9 10; do
    status=$(fetch "$@" "$url") || fail "${url%%\?*} does not answer"
    set --
    case $status in
      200) arrived=$url; return ;;
      30[237]) url=$(location) ;;
      *) fail "${url%%\?*} answers $status: $(head -c 300 "$work/body")" ;;
    esac
    case $url in
      "$callback"*) arrived=$url; return ;;
      /*) fail "a redirect without a host: $url" ;;
      "$hub"/* | "$provider"/*) ;;
      *) fail "a redirect to a stranger: $url" ;;
    esac
  done
  fail "more than $hop redirects"
}

# In a new browser. The token endpoint's answer to $work/tokens, the ID token's claims to $work/id-token.
sign_in() {
  local verifier state nonce challenge form code status roles
  rm -f "$work/cookies"
  verifier=$(random) state=$(random) nonce=$(random)
  challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | base64url)

  follow "$hub/oauth2/authorize?response_type=code&client_id=$client&redirect_uri=$callback&scope=openid%20profile%20organization%20roles&state=$state&nonce=$nonce&code_challenge=$challenge&code_challenge_method=S256&login_hint=$person@dresden.example"
  case $arrived in
    "$provider"/realms/ebit-dresden/*) ;;
    *) fail "expected the provider's sign-in page, got $arrived" ;;
  esac

  form=$(tr -d '\n' < "$work/body" | sed -n 's/.*action="\([^"]*\)".*/\1/p' | sed 's/&amp;/\&/g')
  [ -n "$form" ] || fail "the provider's page has no form"
  follow "$form" --data-urlencode "username=$person" --data-urlencode "password=$password"

  case $arrived in "$callback"*) ;; *) fail "no way back to the application, stopped at ${arrived%%\?*}: $(head -c 300 "$work/body")" ;; esac
  [ "$(parameter state "$arrived")" = "$state" ] || fail "the answer has another state"
  code=$(parameter code "$arrived")
  [ -n "$code" ] || fail "the answer has no code: $arrived"

  status=$(fetch -K "$work/client" -d grant_type=authorization_code -d "code=$code" -d "redirect_uri=$callback" \
    -d "code_verifier=$verifier" "$hub/oauth2/token")
  [ "$status" = 200 ] || fail "the token endpoint answers $status: $(cat "$work/body")"
  cp "$work/body" "$work/tokens"

  payload "$(member id_token "$work/tokens")" > "$work/id-token"
  [ "$(member iss "$work/id-token")" = "$hub" ] || fail "another issuer: $(cat "$work/id-token")"
  [ "$(member nonce "$work/id-token")" = "$nonce" ] || fail "another nonce"
  roles=$(sed -n 's/.*"roles" *: *\(\[[^]]*\]\).*/\1/p' "$work/id-token" | tr -d ' ')
  [ "$roles" = "$expected" ] || fail "the ID token names the roles ${roles:-(none)}, expected $expected"
}

# Prints the status; the answer to $work/tokens where that is 200.
refresh() {
  local status
  status=$(fetch -K "$work/client" -d grant_type=refresh_token --data-urlencode "refresh_token=$1" "$hub/oauth2/token") || :
  [ "$status" != 200 ] || cp "$work/body" "$work/tokens"
  echo "$status"
}

# Prints the status.
userinfo() {
  printf 'header = "Authorization: Bearer %s"\n' "$1" > "$work/bearer"
  fetch -K "$work/bearer" "$hub/userinfo" || :
}
