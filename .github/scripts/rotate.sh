#!/usr/bin/env bash
# Edits the file of ENVIRONMENT if a rotation is due or a previous generation may go. Puts out "changed", and "blob": the
# id of the content that was edited.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}"

file="${SCOPELOCK_ENVIRONMENTS:-environments}/$ENVIRONMENT.json"
blob=$(git hash-object "$file")
"${scopelock[@]}" rotate "$ENVIRONMENT" --due --drop-previous
"${scopelock[@]}" rotate "$ENVIRONMENT" --due

output blob "$blob"
if [[ $(git hash-object "$file") == "$blob" ]]; then output changed false; else output changed true; fi
