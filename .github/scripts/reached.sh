#!/usr/bin/env bash
# Puts out "environments", a JSON list: those whose synthesized stack in CANDIDATE, a pull request's, differs from that of
# OUTPUT, the base branch's. Both are read as bytes. "unplanned" are those that only one of the two has.
source "$(dirname "$0")/common.sh"
: "${CANDIDATE:?}"

names() {
  local file
  for file in "$1"/stacks/*/cdk.tf.json; do
    file=${file%/cdk.tf.json}
    file=${file##*/}
    # A name goes into names of environments and artifacts.
    if [[ $file =~ ^[a-z0-9][a-z0-9-]*$ ]]; then printf '%s\n' "$file"; fi
  done
}
reached=()
unplanned=()
while read -r name; do
  file=stacks/$name/cdk.tf.json
  if [[ ! -f $OUTPUT/$file || ! -f $CANDIDATE/$file ]]; then
    unplanned+=("$name")
  elif ! cmp -s "$OUTPUT/$file" "$CANDIDATE/$file"; then
    reached+=("$name")
  fi
done < <({ names "$OUTPUT" && names "$CANDIDATE"; } | sort -u)
output environments "$(jq -nc '$ARGS.positional' --args -- "${reached[@]}")"
output unplanned "$(jq -nr '$ARGS.positional | join(", ")' --args -- "${unplanned[@]}")"
