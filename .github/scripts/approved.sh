#!/usr/bin/env bash
# Gets the review of ENVIRONMENT that was approved with the pull request that COMMIT came from, and writes it to APPROVED.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${COMMIT:?}" "${APPROVED:?}"

by_hand="Run the workflow \"deploy\" by hand: it makes a review, and the environment's reviewers approve that."
merged=$(github GET "commits/$COMMIT/pulls" | jq --arg commit "$COMMIT" \
  '[.[] | select(.merged_at != null and .merge_commit_sha == $commit)][0] // {}')
head=$(jq -r '.head.sha // empty' <<<"$merged")
[[ -n $head ]] || fail "Commit $COMMIT is not the merge of a pull request, so nobody approved a review of it. $by_hand"

# The review that people saw when they approved: a later run may have uploaded another one.
approved=$(github GET "pulls/$(jq -r .number <<<"$merged")/reviews?per_page=100" | jq -r --arg head "$head" \
  '[.[] | select(.state == "APPROVED" and .commit_id == $head).submitted_at] | max // empty')
[[ -n $approved ]] || fail "Nobody approved the last commit of the pull request of $COMMIT. $by_hand"

# A fork's run may upload what it likes, under any name: only runs of this repository's own branches count.
id=$(github GET "actions/artifacts?name=review-$ENVIRONMENT&per_page=100" | jq -r --arg head "$head" --arg approved "$approved" '
  [.artifacts[] | select((.expired | not) and .workflow_run.head_sha == $head and .created_at <= $approved
    and .workflow_run.head_repository_id == .workflow_run.repository_id)] | max_by(.created_at).id // empty')
[[ -n $id ]] || fail "There was no review of $ENVIRONMENT when the pull request of $COMMIT was approved, or it has expired. $by_hand"

archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
github GET "actions/artifacts/$id/zip" >"$archive"
mkdir -p "$(dirname "$APPROVED")"
unzip -p "$archive" review.json >"$APPROVED"
