#!/usr/bin/env bash
# Plans ENVIRONMENT and writes what that means: $REVIEW/review.json, to be approved, and $REVIEW/comment.md. With CANDIDATE,
# what a pull request synthesized, it plans that in place of OUTPUT, if nothing in it runs or reaches more than OUTPUT does.
# Exit codes are those of scopelock check-synth and review; FAIL_ON is the review's --fail-on. With HOLD=true what the review
# stops at is no failure: $REVIEW/held then names the environment, and a named reviewer is to accept it.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}" "${REVIEW:=review}"

if [[ -n ${CANDIDATE:-} ]]; then
  # One file of the pull request's, and as it was checked: of what lies beside it Terraform sees nothing.
  "${scopelock[@]}" check-synth "$CANDIDATE/stacks/$ENVIRONMENT/cdk.tf.json" --base "$stack/cdk.tf.json" --output "$stack/cdk.tf.json"
fi
# The planner may read the state and not lock it, and a plan that is cancelled must not leave a lock.
export TF_CLI_ARGS_plan="-lock=false"
reach_state
make_plan

mkdir -p "$REVIEW"
"${scopelock[@]}" review "$plan.json" --format json --fail-on none >"$REVIEW/review.json"
code=0
"${scopelock[@]}" review "$plan.json" --format markdown --fail-on "${FAIL_ON:-broadened,alarm}" >"$REVIEW/comment.md" || code=$?
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then cat "$REVIEW/comment.md" >>"$GITHUB_STEP_SUMMARY"; else cat "$REVIEW/comment.md"; fi
if [[ ${HOLD:-} == true && ($code -eq 3 || $code -eq 4) ]]; then
  printf '%s' "$ENVIRONMENT" >"$REVIEW/held"
  exit
fi
exit "$code"
