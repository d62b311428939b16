#!/usr/bin/env bash
# Opens a pull request with the edited file of ENVIRONMENT, unless one is open already. ROTATION holds the edited file, and in
# "blob" the id of the content that was edited. BASE is the branch to merge to, COMMIT where it stands.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${BASE:?}" "${COMMIT:?}" "${ROTATION:=rotation}"

file="${SCOPELOCK_ENVIRONMENTS:-environments}/$ENVIRONMENT.json"
edited="$ROTATION/$ENVIRONMENT.json"
read -r blob <"$ROTATION/blob"
# Only what the rotation makes: one file of JSON, over the content that it was made of.
if [[ ! $blob =~ ^[0-9a-f]{40,64}$ ]] || ! jq -e 'type == "object"' "$edited" >/dev/null; then
  fail "What is to be opened for $ENVIRONMENT is not a rotation."
fi
branch="scopelock/rotate-$ENVIRONMENT"
title="Rotate $ENVIRONMENT"

# One that is open stays as it is: its approvals would be gone, and every day would bring another.
open=$(github GET "pulls?state=open&head=${GITHUB_REPOSITORY%%/*}:$branch" | jq -r '.[0].html_url // empty')
if [[ -n $open ]]; then
  echo "Already open: $open"
  exit
fi

# The branch of one that was closed begins anew.
github DELETE "git/refs/heads/$branch" >/dev/null 2>&1 || true
jq -n --arg ref "refs/heads/$branch" --arg sha "$COMMIT" '{ ref: $ref, sha: $sha }' |
  github POST git/refs --data @- >/dev/null
jq -n --arg branch "$branch" --arg message "$title" --arg sha "$blob" --rawfile content <(base64 -w0 "$edited") \
  '{ branch: $branch, message: $message, sha: $sha, content: $content }' |
  github PUT "contents/$file" --data @- >/dev/null
jq -n --arg head "$branch" --arg base "$BASE" --arg title "$title" '{
  head: $head, base: $base, title: $title,
  body: "A rotation is due, or a previous generation may go. The review of the plan says what the deploy will do; docs/rotation.md tells the rest."
}' | github POST pulls --data @- | jq -r .html_url
