#!/usr/bin/env bash
# Puts out "environments", a JSON list of names for a matrix: all; those that changes since SINCE reach; with
# SCHEDULED=true those that have a schedule of rotations.
source "$(dirname "$0")/common.sh"

list=$("${scopelock[@]}" environments --format json ${SINCE:+--changed-since "$SINCE"})
output environments "$(jq -c --argjson scheduled "${SCHEDULED:-false}" \
  '[.environments[] | select(($scheduled | not) or .dueOn != null) | .environment]' <<<"$list")"
