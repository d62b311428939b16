#!/usr/bin/env bash
# Plans ENVIRONMENT and writes what that means: $REVIEW/review.json, to be approved, and $REVIEW/comment.md.
# Exit codes are those of scopelock review; FAIL_ON is its --fail-on.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}" "${REVIEW:=review}"

# The planner may read the state and not lock it, and a plan that is cancelled must not leave a lock.
export TF_CLI_ARGS_plan="-lock=false"
reach_state
make_plan

mkdir -p "$REVIEW"
"${scopelock[@]}" review "$plan.json" --format json --fail-on none >"$REVIEW/review.json"
code=0
"${scopelock[@]}" review "$plan.json" --format markdown --fail-on "${FAIL_ON:-broadened,alarm}" >"$REVIEW/comment.md" || code=$?
cat "$REVIEW/comment.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
exit "$code"
