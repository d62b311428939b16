import type { Entries } from "./entry";

/** Found while constructs are made and a stack is synthesized. Rules speak for some of them. */
export const CONSTRUCTS = {
  "integration/actions": {
    severity: "error",
    means: "The integration has no data action, or two of one name.",
    fix: "Declare at least one action, each with a name of its own.",
  },
  "integration/static-action": {
    severity: "error",
    means: "A static action has a name that cannot be one, or its request and its permissions, or neither.",
    fix: "Copy the name from Genesys Cloud, and give one of the two: request, or permissions with the reason.",
  },
  "integration/divisions": {
    severity: "error",
    means: "No division is named, or one is named twice, or others beside Division.all().",
    fix: 'Name each division once, or leave "divisions" out for the home division.',
  },
  "integration/environment": {
    severity: "error",
    means: "The environment's name cannot be part of names and paths.",
    fix: "Use lower-case letters, digits and single hyphens.",
  },
  "integration/id": {
    severity: "error",
    means: "The integration's id cannot be part of names and paths.",
    fix: "Use lower-case letters, digits and single hyphens.",
  },
  "integration/no-action": {
    severity: "error",
    means: "The integration has no data action of this name.",
    fix: "Use the name of the declaration.",
  },
  "client/environment": {
    severity: "error",
    means: "The environment's name cannot be part of names and paths.",
    fix: "Use lower-case letters, digits and single hyphens.",
  },
  "client/id": {
    severity: "error",
    means: "The client's id cannot be part of names and paths.",
    fix: "Use lower-case letters, digits and single hyphens.",
  },
  "client/redirect-uri": {
    severity: "error",
    means: "A redirect URI is not one that Genesys Cloud takes.",
    fix: "Write an absolute https URI without wildcard, fragment and credentials.",
  },
  "client/allowed-addresses": {
    severity: "error",
    means: "The allowed IP addresses are not IPv4 addresses or networks, each once, or are every address.",
    fix: "Write each once, like 203.0.113.7 or 203.0.113.0/24.",
  },
  "client/token-lifetime": {
    severity: "error",
    means: "The lifetime of tokens is out of range.",
    fix: "Use whole seconds from 300 (5 minutes) to 172800 (2 days).",
  },
  "scope/because": {
    severity: "error",
    means: "OAuth scopes are stated by hand without a reason.",
    fix: 'Add because: "...", or name what is called ("calls").',
  },
  "scope/stated": {
    severity: "warning",
    means: "OAuth scopes are stated by hand, not derived.",
    fix: 'Name what is called ("calls") to have them derived.',
  },
  "division/id": {
    severity: "error",
    means: "The text is not the id of a division.",
    fix: "Copy the id from Genesys Cloud, or use Division.named(...).",
  },
  "division/name": {
    severity: "error",
    means: "The name of a division is empty.",
    fix: "Copy the name from Genesys Cloud, or use Division.home().",
  },
  "division/all": {
    severity: "warning",
    means: "The role is granted in every division, later ones too.",
    fix: "Name the divisions whose objects the actions work with.",
  },
  "role/because": {
    severity: "error",
    means: "An existing role is granted without a reason.",
    fix: 'Add { because: "..." }, or leave "role" out.',
  },
  "role/existing": {
    severity: "warning",
    means: "An existing role is granted; the synth does not check what it allows, the doctor does.",
    fix: 'Leave "role" out to have a role made with exactly what is needed.',
  },
  "role/unnamed": {
    severity: "error",
    means: "The id or the name of an existing role is empty.",
    fix: 'Copy it from Genesys Cloud, or leave "role" out.',
  },
  "adopt/id": {
    severity: "error",
    means: "An id to adopt is not one of Genesys Cloud.",
    fix: "Copy it: GET /api/v2/integrations and GET /api/v2/integrations/actions list them.",
  },
  "adopt/unknown-action": {
    severity: "error",
    means: "An action is adopted that is not declared.",
    fix: "Use the name of the declaration.",
  },
  "adopt/web-services": {
    severity: "error",
    means: "The adopted action belongs to another type of integration.",
    fix: "Leave it out of adopt.actions: a new action is made.",
  },
  "handoff/terraform-state": {
    severity: "warning",
    means: "The client secret passes through Terraform's state, as plain text.",
    fix: "Use Handoff.vaultOnly(), the default.",
  },
  "handoff/unsafe": {
    severity: "error",
    means: "The hand-off directory belongs to another user, or is not a directory.",
    fix: "Remove it and synthesize again.",
  },
  "handoff/unwritable": {
    severity: "error",
    means: "The hand-off directory cannot be made.",
    fix: 'Make it writable, or name another: "handoffDirectory".',
  },
  "names/collision": {
    severity: "error",
    means: "Two constructs make something of one name.",
    fix: "Give one of them another name, or make it once for both.",
  },
  "mount/path": {
    severity: "error",
    means: "The text cannot be the path of a secrets engine.",
    fix: "Use letters, digits, hyphens, dots and underscores, with single slashes between.",
  },
  "mount/namespace": {
    severity: "error",
    means: "The text cannot be the path of a Vault namespace.",
    fix: "Use letters, digits, hyphens, dots and underscores, with single slashes between.",
  },
  "mount/max-versions": {
    severity: "error",
    means: "The value of maxVersions is not a positive whole number.",
    fix: "Use one, for example 10.",
  },
  "reader/name": {
    severity: "error",
    means: "The text cannot name a reader.",
    fix: "Use lower-case letters, digits and single hyphens.",
  },
  "reader/mount": {
    severity: "error",
    means: "The text cannot be the path of an auth method.",
    fix: "Use letters, digits, hyphens, dots and underscores, with single slashes between.",
  },
  "reader/policy-name": {
    severity: "error",
    means: "The text cannot name a Vault policy, or is one of Vault's own.",
    fix: "Use lower-case letters, digits, hyphens, dots and underscores.",
  },
  "reader/anybody": {
    severity: "error",
    means: "A reader is open to everyone: a list is empty or holds a wildcard.",
    fix: "Name each one that may read.",
  },
  "reader/cidr": {
    severity: "error",
    means: "The text is not a network in CIDR form.",
    fix: "Write it like 10.1.0.0/16.",
  },
  "reader/ttl": {
    severity: "error",
    means: "A lifetime of a reader's token is not a positive whole number, or longer than its maximum.",
    fix: "Use positive whole numbers.",
  },
  "reader/differs": {
    severity: "error",
    means: "A reader is declared twice, with different settings.",
    fix: "Declare it once, as a constant.",
  },
  "reader/unknown": {
    severity: "error",
    means: "The stack makes no such thing for readers.",
    fix: "Use the name of a reader that was declared.",
  },
  "providers/constraint": {
    severity: "error",
    means: "The text is not a version constraint.",
    fix: "Write it as Terraform does, for example ~> 1.70.",
  },
  "providers/too-old": {
    severity: "error",
    means: "The constraint allows versions of a provider that are too old.",
    fix: "Write the constraint that is named.",
  },
  "providers/unsupported": {
    severity: "error",
    means: "The constraint allows no version of a provider that is supported.",
    fix: "Write a range that has a supported version in it.",
  },
  "rule/unknown": {
    severity: "error",
    means: "There is no rule of this id.",
    fix: "Use an id of docs/rules.md.",
  },
  "rule/because": {
    severity: "error",
    means: "A rule is acknowledged without a reason.",
    fix: 'Add { because: "..." }.',
  },
  "rule/not-acknowledgeable": {
    severity: "error",
    means: "The rule cannot be acknowledged.",
    fix: "Correct what the message names.",
  },
  "synth/hcl": {
    severity: "error",
    means: "The synth is asked to write HCL, where cdktf escapes neither templates nor conditions.",
    fix: "Leave out --hcl, hclOutput and SYNTH_HCL_OUTPUT.",
  },
  "stack/not-synthesized": {
    severity: "error",
    means: "The stack is not synthesized.",
    fix: "Run npx cdktf synth first, or name the directory with --output.",
  },
  "stack/no-integration": {
    severity: "error",
    means: "The stack has neither an integration nor a client of scopelock.",
    fix: "Add a DataActionIntegration; if it has one, synthesize again with this version.",
  },
  "endpoints/gateway": {
    severity: "error",
    means: "A part of a gateway's address is missing, or makes no URL.",
    fix: "Give protocol, host and port.",
  },
  "endpoints/unknown": {
    severity: "error",
    means: "The endpoints of the region are not known.",
    fix: "Make the genesyscloud provider first, or set endpoints.",
  },
  "props/missing": {
    severity: "error",
    means: "A required property is missing.",
    fix: "Give it a value of the named type.",
  },
  "props/type": {
    severity: "error",
    means: "A property has a value of another type.",
    fix: "Give it a value of the named type.",
  },
  "props/unknown": {
    severity: "error",
    means: "A property of this name does not exist.",
    fix: "Use one of the named properties.",
  },
} as const satisfies Entries;
