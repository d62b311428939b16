#!/usr/bin/env bash
# Deploys ENVIRONMENT, if a plan that is made now means what the review APPROVED does.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}" "${APPROVED:?}"

reach_state
make_plan
"${scopelock[@]}" review "$plan.json" --expect "$APPROVED"

# Not "terraform apply plan": the watcher that sweeps the hand-off directory lives as long as the cdktf CLI does.
run_cdktf deploy --auto-approve
