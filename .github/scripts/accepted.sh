#!/usr/bin/env bash
# Fails unless a person approved the environment ENVIRONMENT-access in this run: GitHub lets a job into an environment that
# has no required reviewers, and makes one that is missing.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${GITHUB_RUN_ID:?}"

by=$(accepted_by "$GITHUB_RUN_ID")
[[ -n $by ]] || fail "Nobody approved the environment $ENVIRONMENT-access: give it required reviewers."
echo "Accepted by $by."
