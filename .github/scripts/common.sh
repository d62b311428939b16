# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it. Settings, all from the environment:
#   ENVIRONMENT        the environment, as in environments/<environment>.json
#   OUTPUT             where cdktf synthesizes to; cdktf.out by default
#   SCOPELOCK          how scopelock is run; "npx --no-install scopelock" by default
#   STATE_CREDENTIALS  what Terraform needs to reach the state: NAME=value, one a line; nothing by default
set -euo pipefail
# Plans and logs of Terraform hold names and ids that are nobody else's business.
umask 077

OUTPUT=${OUTPUT:-cdktf.out}
read -ra scopelock <<<"${SCOPELOCK:-npx --no-install scopelock}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Keeps a value out of the log. GitHub masks a secret as it was stored, not the parts of it.
mask() {
  if [[ -n ${GITHUB_ACTIONS:-} ]]; then printf '::add-mask::%s\n' "$1"; fi
}

# Gives a value to the steps that follow.
output() {
  printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/stdout}"
}

# Where the plan of ENVIRONMENT is, in Terraform's own form.
plan_file() {
  printf '%s' "$OUTPUT/stacks/$ENVIRONMENT/plan"
}

reach_state() {
  local name value
  while IFS='=' read -r name value; do
    [[ -n $name ]] || continue
    mask "$value"
    export "$name=$value"
  done <<<"${STATE_CREDENTIALS:-}"
}

# Runs the cdktf CLI on ENVIRONMENT. Of what it prints, the log gets progress and errors only: a plan holds values.
run_cdktf() {
  local command=$1 log code=0
  shift
  log=$(mktemp)
  # Versions of providers are pinned exactly in the configuration, and a lock file would not outlive the job.
  npx --no-install cdktf "$command" "$ENVIRONMENT" --skip-provider-lock --output "$OUTPUT" "$@" >"$log" 2>&1 || code=$?
  # Nothing was planned: what is there to read are errors of the app or of Terraform's init.
  if [[ $code -ne 0 && ! -e $(plan_file) ]]; then
    cat "$log" >&2
  else
    grep -E ': (Creating|Creation|Modif|Destroy|Destruction|Still )|(Plan|complete!): |No changes|[╷│╵]' "$log" >&2 || true
  fi
  rm -f "$log"
  return "$code"
}

# Plans afresh, and puts the plan's JSON where scopelock review looks for it. Neither outlives the script.
make_plan() {
  local code=0
  plan=$(plan_file)
  rm -f "$plan" "$plan.json"
  trap 'rm -f "$plan" "$plan.json"' EXIT
  run_cdktf diff || code=$?
  # A plan in which a condition fails is one too, and the review says so.
  [[ -e $plan ]] || fail "There is no plan of $ENVIRONMENT: cdktf diff ended with $code."
  "${TERRAFORM_BINARY_NAME:-terraform}" -chdir="$(dirname "$plan")" show -json plan >"$plan.json"
}
