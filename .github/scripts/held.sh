#!/usr/bin/env bash
# Puts out "environments", a JSON list: those whose review, in a folder of its own in REVIEWS, holds what only a named reviewer
# may accept.
source "$(dirname "$0")/common.sh"
: "${REVIEWS:?}"

held=()
for file in "$REVIEWS"/*/held; do
  if [[ -e $file ]]; then held+=("$(<"$file")"); fi
done
output environments "$(jq -nc '$ARGS.positional' --args -- "${held[@]}")"
