#!/usr/bin/env bash
# Edits the file of ENVIRONMENT if a rotation is due or a previous generation may go. Puts out "changed"; then ROTATION holds
# the edited file, and in "blob" the id of the content that was edited.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}" "${ROTATION:=rotation}"

file="${SCOPELOCK_ENVIRONMENTS:-environments}/$ENVIRONMENT.json"
# Without a schedule nothing is ever due.
if ! "${scopelock[@]}" environments --format json |
  jq -e --arg name "$ENVIRONMENT" 'any(.environments[]; .environment == $name and .dueOn != null)' >/dev/null; then
  output changed false
  exit
fi
blob=$(git hash-object "$file")
"${scopelock[@]}" rotate "$ENVIRONMENT" --due --drop-previous
"${scopelock[@]}" rotate "$ENVIRONMENT" --due

if [[ $(git hash-object "$file") == "$blob" ]]; then
  output changed false
else
  mkdir -p "$ROTATION"
  cp "$file" "$ROTATION/$ENVIRONMENT.json"
  printf '%s\n' "$blob" >"$ROTATION/blob"
  output changed true
fi
