#!/usr/bin/env bash
# Deploys ENVIRONMENT, if a plan that is made now means what the review APPROVED does: that plan is applied, and no other is
# made. Without APPROVED there is nothing to deploy, or it ends with 4.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}" "${APPROVED:?}"

reach_state
make_plan
if [[ -f $APPROVED ]]; then
  "${scopelock[@]}" review "$plan.json" --expect "$APPROVED"
else
  found=$("${scopelock[@]}" review "$plan.json" --format json --fail-on none)
  if jq -e 'all(.environments[]; .changes == false and .complete)' <<<"$found" >/dev/null; then
    echo "Nothing changes in $ENVIRONMENT."
    exit
  fi
  echo "The plan of $ENVIRONMENT changes something, and there is no approved review of it. Deploy it by hand: that makes a review, and a named reviewer approves it." >&2
  exit 4
fi
run_terraform apply -input=false plan
