#!/usr/bin/env bash
# Gets the review of ENVIRONMENT that was approved with the pull request that COMMIT came from, and writes it to APPROVED.
# BASE is the branch that COMMIT was merged to. Where there is none it says why, and deploy.sh deploys no change.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${COMMIT:?}" "${APPROVED:?}" "${BASE:=main}"

none() {
  echo "There is no approved review of $ENVIRONMENT: $1"
  exit
}

merged=$(github GET "commits/$COMMIT/pulls" | jq --arg commit "$COMMIT" \
  '[.[] | select(.merged_at != null and .merge_commit_sha == $commit)][0] // {}')
head=$(jq -r '.head.sha // empty' <<<"$merged")
[[ -n $head ]] || none "commit $COMMIT is not the merge of a pull request."

# The review that people saw when they approved: a later run may have uploaded another one.
approved=$(github GET "pulls/$(jq -r .number <<<"$merged")/reviews?per_page=100" | jq -r --arg head "$head" \
  '[.[] | select(.state == "APPROVED" and .commit_id == $head).submitted_at] | max // empty')
[[ -n $approved ]] || none "nobody approved the last commit of the pull request."

# A run of another branch, or of a fork, may upload what it likes, under any name: only those of BASE's own workflows count.
found=$(github GET "actions/artifacts?name=review-$ENVIRONMENT-$head&per_page=100" |
  jq --arg base "$BASE" --arg approved "$approved" '
    [.artifacts[] | select((.expired | not) and .created_at <= $approved and .workflow_run.head_branch == $base
      and .workflow_run.head_repository_id == .workflow_run.repository_id)] | max_by(.created_at) // {}')
id=$(jq -r '.id // empty' <<<"$found")
[[ -n $id ]] || none "none was there when the pull request was approved, or it has expired."

archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
github GET "actions/artifacts/$id/zip" >"$archive"
# What a review stops at is accepted by a named reviewer, in the run that made it. A merge that bypasses the rules is not that.
if [[ $(unzip -Z1 "$archive") == *held* ]]; then
  by=$(accepted_by "$(jq -r .workflow_run.id <<<"$found")")
  [[ -n $by ]] || none "nobody approved $ENVIRONMENT-access for what it found."
  echo "Accepted by $by."
fi
mkdir -p "$(dirname "$APPROVED")"
unzip -p "$archive" review.json >"$APPROVED"
