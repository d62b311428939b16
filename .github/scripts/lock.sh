#!/usr/bin/env bash
# Locks the providers of ENVIRONMENT: writes LOCK, with the hashes of each package for PLATFORMS. To be run by a person after
# cdktf synth, and committed. It overwrites: Terraform takes the newest versions that the constraints allow.
source "$(dirname "$0")/common.sh"
: "${ENVIRONMENT:?}"

read -ra platforms <<<"${PLATFORMS:-linux_amd64 darwin_arm64}"
rm -f "$stack/.terraform.lock.hcl"
"$terraform" -chdir="$stack" providers lock "${platforms[@]/#/-platform=}" >&2
cp "$stack/.terraform.lock.hcl" "$LOCK"
