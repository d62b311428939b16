#!/usr/bin/env bash
# Opens a pull request with the edited file of ENVIRONMENT, unless one is open already. BLOB is the id of the content that
# was edited, BASE the branch to merge to, COMMIT where it stands.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${BLOB:?}" "${BASE:?}" "${COMMIT:?}"

file="${SCOPELOCK_ENVIRONMENTS:-environments}/$ENVIRONMENT.json"
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
jq -n --arg branch "$branch" --arg message "$title" --arg sha "$BLOB" --rawfile content <(base64 -w0 "$file") \
  '{ branch: $branch, message: $message, sha: $sha, content: $content }' |
  github PUT "contents/$file" --data @- >/dev/null
jq -n --arg head "$branch" --arg base "$BASE" --arg title "$title" '{
  head: $head, base: $base, title: $title,
  body: "A rotation is due, or a previous generation may go. The review of the plan says what the deploy will do; docs/rotation.md tells the rest."
}' | github POST pulls --data @- | jq -r .html_url
