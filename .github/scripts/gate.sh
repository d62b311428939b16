#!/usr/bin/env bash
# Gives COMMIT the status "scopelock", which main requires. STATE=pending while the plan runs; otherwise it follows from CHECK,
# how the check ended, PLANNED, how the job did that lists what is to be planned, and RESULTS, how all did. EVENT is what the check ran on, OWN whether its commit is of
# this repository, UNPLANNED names environments that only one side has.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${COMMIT:?}" "${GITHUB_RUN_ID:?}" "${GITHUB_SERVER_URL:=https://github.com}"

state=success
if [[ ${STATE:-} == pending ]]; then
  state=pending
  said="Planning. What gives new access waits for a reviewer of the environment."
elif [[ ${CHECK:?} != success ]]; then
  state=failure
  said="Nothing is planned: the check ended with $CHECK."
elif [[ ${EVENT:?} == merge_group ]]; then
  said="Not planned again: each pull request of the queue was reviewed. The deploy compares."
elif [[ ${OWN:?} != true ]]; then
  said="Not planned: from a fork. After the merge it is reviewed and deployed by hand."
elif [[ ${PLANNED:?} != success ]]; then
  state=failure
  said="Nothing is planned: it is not a pull request to main, or main cannot be synthesized."
elif ! jq -e 'all(.[]; . == "success" or . == "skipped")' <<<"${RESULTS:?}" >/dev/null; then
  state=failure
  said="There is no plan, or what it gives was not accepted."
elif [[ -n ${UNPLANNED:-} ]]; then
  said="Reviewed, but for what appears or goes as a whole: ${UNPLANNED:0:60}."
else
  said="Reviewed."
fi
jq -n --arg state "$state" --arg said "$said" --arg url "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" \
  '{ state: $state, context: "scopelock", description: $said, target_url: $url }' |
  github POST "statuses/$COMMIT" --data @- | jq -r .state
