# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it. Settings, all from the environment:
#   ENVIRONMENT        the environment, as in environments/<environment>.json
#   OUTPUT             what cdktf synthesized; cdktf.out by default
#   LOCK               Terraform's lock file of the providers; environments/<environment>.lock.hcl by default
#   SCOPELOCK          how scopelock is run; "npx --no-install scopelock" by default
#   STATE_CREDENTIALS  what Terraform needs to reach the state: NAME=value, one a line; nothing by default
set -euo pipefail
# Plans and logs of Terraform hold names and ids that are nobody else's business.
umask 077

OUTPUT=${OUTPUT:-cdktf.out}
LOCK=${LOCK:-${SCOPELOCK_ENVIRONMENTS:-environments}/${ENVIRONMENT:-}.lock.hcl}
stack=$OUTPUT/stacks/${ENVIRONMENT:-}
plan=$stack/plan
terraform=${TERRAFORM_BINARY_NAME:-terraform}
export TF_CLI_ARGS=-no-color
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
  if [[ -n ${GITHUB_OUTPUT:-} ]]; then exec 3>>"$GITHUB_OUTPUT"; else exec 3>&1; fi
  printf '%s=%s\n' "$1" "$2" >&3
}

reach_state() {
  local name value
  while IFS='=' read -r name value; do
    [[ -n $name ]] || continue
    mask "$value"
    export "$name=$value"
  done <<<"${STATE_CREDENTIALS:-}"
}

# Runs Terraform on the stack of ENVIRONMENT, beside the directory that new client secrets pass through. Of what it prints,
# the log gets errors and progress only: a plan holds values.
run_terraform() {
  "${scopelock[@]}" handoff "$ENVIRONMENT" --output "$OUTPUT" -- "$terraform" -chdir="$stack" "$@" |
    { grep -E --line-buffered ': (Creating|Creation|Modif|Destroy|Destruction|Still )|^(Plan: |No changes|Apply complete)' >&2 || true; }
}

# Plans the synthesized stack with the providers that LOCK names, and puts the plan's JSON where scopelock review looks for
# it. Neither outlives the script.
make_plan() {
  local code=0
  [[ -f $stack/cdk.tf.json ]] || fail "The stack of $ENVIRONMENT is not synthesized: there is no $stack/cdk.tf.json."
  [[ -f $LOCK ]] || fail "The providers of $ENVIRONMENT are not locked: there is no $LOCK. Write it with lock.sh, and commit it."
  rm -f "$plan" "$plan.json"
  trap 'rm -f "$plan" "$plan.json"' EXIT
  cp "$LOCK" "$stack/.terraform.lock.hcl"
  "$terraform" -chdir="$stack" init -input=false -lockfile=readonly >&2
  run_terraform plan -input=false -out=plan || code=$?
  # A plan in which a condition fails is one too, and the review says so.
  [[ -e $plan ]] || fail "There is no plan of $ENVIRONMENT: terraform plan ended with $code."
  "$terraform" -chdir="$stack" show -json plan >"$plan.json"
}
