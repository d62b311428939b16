#!/usr/bin/env bash
# Downloads what Genesys publishes of its API, and fails where it breaks a role or an action. SOURCE: "openapi", the document of
# API_HOST, which lists what operations require; "npm" or "pypi", an SDK's package, which does not. ACTIONS: the app's actions,
# CATALOG: the catalogue that they are derived with, FAIL_ON: as --fail-on of scopelock catalog watch.
source "$(dirname "$0")/common.sh"
: "${SOURCE:=openapi}" "${API_HOST:=api.mypurecloud.com}" "${ACTIONS:=$OUTPUT}" "${CATALOG:=embedded}" "${FAIL_ON:=breaks,removed,refused}"

download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
day=()
case $SOURCE in
  openapi)
    curl -sS --fail -L --max-time 300 -o "$download/openapi.json" "https://$API_HOST/api/v2/docs/swagger"
    day=(--date "$(date -u +%F)")
    ;;
  npm) (cd "$download" && npm pack --silent purecloud-platform-client-v2 >&2) ;;
  pypi) python3 -m pip download --quiet --no-deps --only-binary :all: -d "$download" purecloudplatformclientv2 >&2 ;;
  *) fail "SOURCE is \"$SOURCE\"; it can be openapi, npm or pypi." ;;
esac
newer=("$download"/*)
[[ -f ${newer[0]} ]] || fail "Nothing was downloaded from $SOURCE."
read -ra actions <<<"$ACTIONS"

watch() {
  "${scopelock[@]}" catalog watch "${newer[0]}" "${actions[@]}" --catalog "$CATALOG" "${day[@]}" "$@"
}
if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then watch --format markdown --fail-on none >>"$GITHUB_STEP_SUMMARY"; fi
watch --fail-on "$FAIL_ON"
