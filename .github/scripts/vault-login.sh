#!/usr/bin/env bash
# Logs in to the Vault at VAULT_ADDR as VAULT_ROLE, with the identity token of this job, and puts out "token". VAULT_AUTH is
# where the JWT method is mounted, "jwt" by default. ID_TOKEN is the identity token; on GitHub it is asked for.
source "$(dirname "$0")/common.sh"
: "${VAULT_ADDR:?}" "${VAULT_ROLE:?}"

# Tokens travel in standard input and descriptors: arguments are everybody's to read.
if [[ -z ${ID_TOKEN:-} ]]; then
  : "${ACTIONS_ID_TOKEN_REQUEST_URL:?This job has no id-token: write.}" "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:?}"
  audience=$(jq -rn --arg audience "$VAULT_ADDR" '$audience | @uri')
  ID_TOKEN=$(curl -sS --fail-with-body --retry 3 -H @<(printf 'Authorization: bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN") \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$audience" | jq -er .value)
  mask "$ID_TOKEN"
fi

namespace=()
if [[ -n ${VAULT_NAMESPACE:-} ]]; then namespace=(-H "X-Vault-Namespace: $VAULT_NAMESPACE"); fi
answer=$(jq -n --arg role "$VAULT_ROLE" --rawfile jwt <(printf %s "$ID_TOKEN") '{ role: $role, jwt: $jwt }' |
  curl -sS --retry 3 "${namespace[@]}" --data @- "$VAULT_ADDR/v1/auth/${VAULT_AUTH:-jwt}/login")
token=$(jq -r '.auth.client_token // empty' <<<"$answer")
[[ -n $token ]] || fail "Vault refuses the role $VAULT_ROLE: $(jq -r '(.errors // ["no token"]) | join(", ")' <<<"$answer")"
mask "$token"
output token "$token"
