#!/usr/bin/env bash
# Proves that what was deployed to ENVIRONMENT holds. VAULT_TOKEN is a reader's.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}"

"${scopelock[@]}" doctor "$ENVIRONMENT" --output "$OUTPUT"
