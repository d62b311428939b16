import type { Entries } from "./entry";

/** Found by the doctor in what is deployed. */
export const DOCTOR = {
  "stack/stale": {
    severity: "warning",
    means: "The stack was synthesized for another generation than the environment file's.",
    fix: "Synthesize again: npx cdktf synth.",
  },
  "vault/no-answer": {
    severity: "unknown",
    means: "Vault does not answer.",
    fix: 'Check "vault.address" of the environment file, the network and the certificate authority.',
  },
  "vault/sealed": {
    severity: "unknown",
    means: "Vault is sealed.",
    fix: "Unseal it.",
  },
  "vault/redirect": {
    severity: "unknown",
    means: "Vault redirects to another address, which the doctor does not follow.",
    fix: 'Put that address into "vault.address".',
  },
  "vault/unexpected": {
    severity: "unknown",
    means: "The answer is not one of a KV version 2 secrets engine.",
    fix: "Make sure that it is a Vault, with such an engine at the path.",
  },
  "vault/forbidden": {
    severity: "unknown",
    means: "403: the token may not read the path.",
    fix: "Use a token with a reader's policy.",
  },
  "vault/bad-token": {
    severity: "unknown",
    means: "403: Vault does not know the token.",
    fix: "Log in again and set VAULT_TOKEN.",
  },
  "vault/no-mount": {
    severity: "error",
    means: "Vault has no secrets engine at the path.",
    fix: "Deploy, or have a KV version 2 secrets engine mounted there.",
  },
  "secret/missing": {
    severity: "error",
    means: "The secret was never written, or was destroyed.",
    fix: "Deploy; if it was deployed before, rotate with --heal, then deploy.",
  },
  "secret/deleted": {
    severity: "error",
    means: "The newest version of the secret is deleted.",
    fix: "Bring it back: vault kv undelete.",
  },
  "secret/shape": {
    severity: "error",
    means: "The secret lacks fields that scopelock writes.",
    fix: "Rotate with --heal, then deploy.",
  },
  "secret/endpoints": {
    severity: "error",
    means: "The secret's addresses are not those of the environment file.",
    fix: "Rotate with --heal, then deploy, if the environment file is right.",
  },
  "secret/generation": {
    severity: "error",
    means: "Vault serves another generation than the environment file names.",
    fix: "Update the checkout, or deploy.",
  },
  "secret/extra-field": {
    severity: "note",
    means: "The secret has fields that scopelock does not write.",
    fix: "Keep them in an entry of their own.",
  },
  "manifest/missing": {
    severity: "error",
    means: "The manifest was never written, or was destroyed.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/deleted": {
    severity: "error",
    means: "The newest version of the manifest is deleted.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/unreadable": {
    severity: "error",
    means: "The manifest is not as scopelock writes it.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/other": {
    severity: "error",
    means: "The manifest is that of another integration: two stacks write to one path.",
    fix: "Give each stack its own environment or integration id, then deploy.",
  },
  "manifest/generation": {
    severity: "error",
    means: "The manifest has another generation than the environment file.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/permissions": {
    severity: "error",
    means: "The manifest has other permissions than are declared.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/actions": {
    severity: "error",
    means: "The manifest has other actions than are declared.",
    fix: "Deploy: it writes the manifest again.",
  },
  "manifest/fingerprint": {
    severity: "error",
    means: "The manifest was changed by hand.",
    fix: "Deploy: the next plan shows what was edited, and the deploy writes it again.",
  },
  "policy/taken": {
    severity: "error",
    means: "Vault has a policy of a reader's name before the first deploy, which would overwrite it.",
    fix: "Name another policy for the reader.",
  },
  "policy/other": {
    severity: "error",
    means:
      "A policy of a reader's name in Vault is not as the stack declares it; the next deploy overwrites it.",
    fix: "Deploy if it is this environment's; otherwise name another policy for the reader.",
  },
  "policy/not-read": {
    severity: "note",
    means: "Before the first deploy, the token may not read if policies of the readers' names exist.",
    fix: "Ask again with the planner's token.",
  },
  "token/client-unknown": {
    severity: "error",
    means: "The login host does not know the client of the secret.",
    fix: "Rotate with --heal, then deploy.",
  },
  "token/secret-wrong": {
    severity: "error",
    means: "The login host knows the client and refuses its secret.",
    fix: "Rotate with --heal, then deploy.",
  },
  "token/client-inactive": {
    severity: "error",
    means: "The client of the secret is inactive.",
    fix: "Set it to active in Genesys Cloud; if its secret is exposed: --emergency.",
  },
  "token/address": {
    severity: "unknown",
    means: "Genesys Cloud refuses the client from the address of this machine: the secret was not checked.",
    fix: "Ask from an allowed address, or allow this machine's in Genesys Cloud. A new secret does not help.",
  },
  "token/refused": {
    severity: "error",
    means: "The login host refuses the client for a reason that the doctor does not know.",
    fix: "Rotate with --heal, then deploy.",
  },
  "token/rate-limit": {
    severity: "unknown",
    means: "Too many tokens were requested in a short time.",
    fix: "Ask again in some minutes.",
  },
  "token/no-answer": {
    severity: "unknown",
    means: "The login host does not answer.",
    fix: 'Check "genesys" of the environment file and the network.',
  },
  "token/useless": {
    severity: "unknown",
    means: "The API does not take the token.",
    fix: 'Check "genesys" of the environment file, and ask again.',
  },
  "token/other-client": {
    severity: "error",
    means: "The secret is not that of the current generation's client.",
    fix: "Deploy the current generation; where it is deployed, rotate with --heal, then deploy.",
  },
  "operator/absent": {
    severity: "note",
    means: "No client was given to look into Genesys Cloud with.",
    fix: "Set GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET to the planner's client.",
  },
  "operator/token": {
    severity: "unknown",
    means: "The given client gets no token.",
    fix: "Correct GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, or unset them.",
  },
  "operator/refused": {
    severity: "unknown",
    means: "The given client may not look at a part of Genesys Cloud.",
    fix: "Give it the permission that is named.",
  },
  "operator/other-organization": {
    severity: "unknown",
    means: "The given client is of another organization.",
    fix: "Use a client of the environment's organization.",
  },
  "role/missing": {
    severity: "error",
    means: "The role does not exist.",
    fix: "Deploy, or name an existing one.",
  },
  "role/permission-missing": {
    severity: "error",
    means: "The role lacks a permission that the actions need.",
    fix: "Deploy, or have the role's owner add it.",
  },
  "role/condition": {
    severity: "error",
    means: "The role grants a permission under a condition.",
    fix: "Deploy.",
  },
  "permission/not-in-org": {
    severity: "error",
    means: "The organization does not have the permission: a product or a licence is missing.",
    fix: "Have the product enabled, or remove the action.",
  },
  "permission/not-listed": {
    severity: "note",
    means: "The permissions of the organization could not be read.",
    fix: "Ask again.",
  },
  "client/missing": {
    severity: "error",
    means: "The OAuth client of a live generation does not exist.",
    fix: "Deploy; of a deployed generation, rotate with --heal first.",
  },
  "client/inactive": {
    severity: "error",
    means: "The OAuth client of a live generation is inactive.",
    fix: "Set it to active in Genesys Cloud; if its secret is exposed: --emergency.",
  },
  "client/role-missing": {
    severity: "error",
    means: "The OAuth client does not have its role in a declared division.",
    fix: "Rotate with --heal, then deploy.",
  },
  "client/role-extra": {
    severity: "error",
    means: "The OAuth client has other roles, too.",
    fix: "Rotate with --heal, then deploy.",
  },
  "client/orphan": {
    severity: "warning",
    means: "An OAuth client belongs to nothing: a killed deploy left it.",
    fix: "Delete it in Genesys Cloud.",
  },
  "client/duplicate": {
    severity: "warning",
    means: "Several OAuth clients have one name: a killed deploy left one.",
    fix: "Delete the one that terraform state show does not name.",
  },
  "division/missing": {
    severity: "error",
    means: "A declared division does not exist.",
    fix: "Name a division that exists in the declaration.",
  },
  "integration/missing": {
    severity: "error",
    means: "The integration does not exist.",
    fix: "Deploy.",
  },
  "integration/disabled": {
    severity: "error",
    means: "The integration is not enabled.",
    fix: "Deploy.",
  },
  "integration/credential": {
    severity: "error",
    means: "The integration is bound to another credential, or to none.",
    fix: "Deploy.",
  },
  "integration/duplicate": {
    severity: "warning",
    means: "Several integrations have one name.",
    fix: "Rename the one that terraform state show does not name.",
  },
  "action/missing": {
    severity: "error",
    means: "A declared data action is not published.",
    fix: "Deploy.",
  },
  "action/changed": {
    severity: "error",
    means: "A data action sends another request than is declared.",
    fix: "Deploy.",
  },
  "action/static": {
    severity: "warning",
    means: "The integration shows a static action of Genesys Cloud's that is not declared.",
    fix: "Declare it among staticActions with what it calls, if a flow uses it.",
  },
  "action/static-missing": {
    severity: "warning",
    means: "A static action is declared that the integration does not show: its permissions serve nothing.",
    fix: "Take it out of staticActions, or correct its name.",
  },
  "action/undeclared": {
    severity: "warning",
    means: "The integration has a data action that is not declared.",
    fix: "Declare it, or delete it.",
  },
  "probe/permission": {
    severity: "error",
    means: "403: a permission is missing.",
    fix: "Deploy, or have the product enabled that the permission belongs to.",
  },
  "probe/other-permission": {
    severity: "error",
    means: "403: the server names a permission that was not derived.",
    fix: "Refresh the catalogue, and compare with scopelock explain.",
  },
  "probe/access": {
    severity: "error",
    means: "403: the client does not reach the object's division, or the operation acts for a user.",
    fix: "Grant the role where the objects are.",
  },
  "probe/unnamed": {
    severity: "error",
    means: "403: the server does not name the permission.",
    fix: "Compare what was derived with the operation's documentation.",
  },
  "probe/token": {
    severity: "error",
    means: "401 with a fresh token.",
    fix: "Rotate with --heal, then deploy, if it stays so.",
  },
  "probe/credential": {
    severity: "error",
    means: "The integration gets no token with its credential.",
    fix: "Rotate with --heal, then deploy.",
  },
  "probe/request": {
    severity: "error",
    means: "The API refuses the request as malformed.",
    fix: "Correct the request of the action, or the probe's input.",
  },
  "probe/template": {
    severity: "error",
    means: "The request cannot be made of the probe's input.",
    fix: "Correct the template, or the probe's input.",
  },
  "probe/processing": {
    severity: "error",
    means: "The integration failed before or after the request.",
    fix: "Correct what the message names, then deploy.",
  },
  "probe/not-found": {
    severity: "warning",
    means: "The probe's input names nothing that exists.",
    fix: 'Give an input that exists, or set expect: "not-found".',
  },
  "probe/rate-limit": {
    severity: "unknown",
    means: "The API answers that there were too many requests.",
    fix: "Ask again in a minute.",
  },
  "probe/server": {
    severity: "unknown",
    means: "The API answers with an error of its own.",
    fix: "Ask again later.",
  },
  "probe/timeout": {
    severity: "unknown",
    means: "The API does not answer in time.",
    fix: "Ask again later.",
  },
  "probe/unreachable": {
    severity: "unknown",
    means: "The API cannot be reached.",
    fix: 'Check "genesys" of the environment file and the network.',
  },
  "probe/unexpected": {
    severity: "unknown",
    means: "The answer is not one of the API.",
    fix: 'Check "genesys" of the environment file.',
  },
  "probe/late": {
    severity: "note",
    means: "A refusal went away, or not, after some waiting.",
    fix: "Nothing, if it was answered in the end; otherwise ask again with a longer --wait.",
  },
  "probe/none": {
    severity: "note",
    means: "An action was not executed: it has no probe.",
    fix: "Declare one: probe: { input: {...} }.",
  },
  "probe/may-not-execute": {
    severity: "note",
    means: "The given client may not execute actions, so probes do not go through the integration.",
    fix: "Give it integrations:action:execute.",
  },
  "limit/passed": {
    severity: "error",
    means: "The next deploy makes more data actions or roles than the organization may have.",
    fix: "Delete what is not used, or have Genesys raise the limit.",
  },
  "limit/near": {
    severity: "note",
    means: "The organization, or an integration, is close to the most data actions or roles.",
    fix: "Delete what is not used, or have Genesys raise the limit.",
  },
  "limit/unread": {
    severity: "note",
    means: "A limit of the organization could not be read, or what it counts.",
    fix: "Ask again; compare the limit in Genesys Cloud.",
  },
  "rotation/deployed-later": {
    severity: "warning",
    means: 'The current generation was deployed after "rotatedOn": the overlap counts from the deploy.',
    fix: 'Set "rotatedOn" to the day that is named.',
  },
} as const satisfies Entries;
