# shellcheck shell=bash
# Sourced by the scripts that ask GitHub. Reads GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL.
: "${GITHUB_TOKEN:?}" "${GITHUB_REPOSITORY:?}" "${GITHUB_API_URL:=https://api.github.com}"

# github <method> <path below the repository> [curl's options]; prints the answer. A body comes by --data @-.
github() {
  local method=$1 path=$2
  shift 2
  curl -sS --fail-with-body -L -X "$method" "$@" \
    -H @<(printf 'Authorization: Bearer %s' "$GITHUB_TOKEN") \
    -H 'Accept: application/vnd.github+json' -H 'X-GitHub-Api-Version: 2022-11-28' \
    "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/$path"
}

# Who approved the environment <environment>-access in the workflow run <id>; empty where nobody did.
accepted_by() {
  github GET "actions/runs/$1/approvals" | jq -r --arg name "$ENVIRONMENT-access" \
    '[.[] | select(.state == "approved" and any(.environments[]; .name == $name)).user.login] | unique | join(", ")'
}
