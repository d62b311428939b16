#!/usr/bin/env bash
# Puts the review of ENVIRONMENT into the pull request PULL_REQUEST: one comment, which the next review replaces.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/github.sh"
: "${ENVIRONMENT:?}" "${PULL_REQUEST:?}" "${REVIEW:=review}"

marker="<!-- scopelock review: $ENVIRONMENT -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
if [[ -s $REVIEW/comment.md ]]; then
  cp "$REVIEW/comment.md" "$body"
else
  # What an earlier plan meant must not stay there as if it were this one's meaning.
  printf '%s\n\n## %s: there is no plan\n\nIt failed before anything could be reviewed. The log of the plan says why.\n' \
    "$marker" "$ENVIRONMENT" >"$body"
fi

id=""
for ((page = 1; ; page++)); do
  comments=$(github GET "issues/$PULL_REQUEST/comments?per_page=100&page=$page")
  # Anybody can write the marker into a comment: only a bot's is replaced.
  id=$(jq -r --arg marker "$marker" \
    '[.[] | select(.user.type == "Bot" and (.body | startswith($marker)))][0].id // empty' <<<"$comments")
  if [[ -n $id || $(jq length <<<"$comments") -lt 100 ]]; then break; fi
done

if [[ -n $id ]]; then to=(PATCH "issues/comments/$id"); else to=(POST "issues/$PULL_REQUEST/comments"); fi
jq -n --rawfile body "$body" '{ body: $body }' | github "${to[@]}" --data @- | jq -r .html_url
