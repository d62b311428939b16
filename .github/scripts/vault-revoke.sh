#!/usr/bin/env bash
# Revokes VAULT_TOKEN at the Vault at VAULT_ADDR. Does nothing without a token: a login may have failed.
source "$(dirname "$0")/common.sh"
: "${VAULT_ADDR:?}"
[[ -n ${VAULT_TOKEN:-} ]] || exit 0

namespace=()
if [[ -n ${VAULT_NAMESPACE:-} ]]; then namespace=(-H "X-Vault-Namespace: $VAULT_NAMESPACE"); fi
curl -sS --fail --retry 3 -X POST "${namespace[@]}" -H @<(printf 'X-Vault-Token: %s' "$VAULT_TOKEN") \
  "$VAULT_ADDR/v1/auth/token/revoke-self" ||
  fail "Vault does not revoke the token. It lives until it expires; its policies lack update on auth/token/revoke-self, or Vault cannot be reached."
