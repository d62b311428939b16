import type { Entries } from "./entry";

/** Found in Terraform's plans: what a change lets others do, and what it breaks. */
export const REVIEW = {
  "power/permission": {
    severity: "access",
    means: "A role grants a permission that it did not grant before, or granted only under other conditions.",
    fix: "Approve it if the flows that use the actions, or all holders of the role, may do that.",
    shownWithAccess: true,
  },
  "power/reader": {
    severity: "access",
    means: "A Vault policy allows more on a path than before.",
    fix: "Approve it if all holders of the policy may have that.",
    shownWithAccess: true,
  },
  "power/division": {
    severity: "access",
    means:
      "An OAuth client has its role in a division in which it did not have it, or in one that is known only when applied.",
    fix: "Approve it if the flows may see and change what is in there.",
  },
  "power/role": {
    severity: "access",
    means: "An OAuth client has another role, or more roles, than before or than the generation in use.",
    fix: "Remove the override of its roles, or read what they grant.",
  },
  "power/scope": {
    severity: "access",
    means: "An OAuth client has a scope that it did not have before.",
    fix: "Remove it: client credentials need none.",
  },
  "power/client": {
    severity: "access",
    means: "An OAuth client is made that is not a generation of an integration.",
    fix: "Approve it if you know who gets its secret, and what for.",
  },
  "power/redirect": {
    severity: "access",
    means: "An OAuth client sends the logins of users to another address than before.",
    fix: "Read the redirect URIs in the code before you approve.",
  },
  "power/auth-role": {
    severity: "access",
    means: "A role of a Vault auth method lets in others than before, or gives them more policies.",
    fix: "Approve it if all callers that Vault lets in this way may read what the policies allow.",
  },
  "power/unreadable": {
    severity: "access",
    means:
      "What a role or a policy allows cannot be read from the plan, or is known only when applied; it counts as more.",
    fix: "Read it in the code before you approve.",
    unsaid: true,
  },
  "plan/incomplete": {
    severity: "alarm",
    means: "Terraform broke off, or left parts for a later plan: there may be more than is shown.",
    fix: "Read the output of terraform plan, correct it and plan again.",
    unsaid: true,
  },
  "plan/unknown-part": {
    severity: "alarm",
    means: "The plan has a part that this version of scopelock does not know.",
    fix: "Update scopelock, and look at terraform show until then.",
    unsaid: true,
  },
  "plan/action-invoked": {
    severity: "alarm",
    means: "Terraform invokes an action of a provider, and a plan does not show what that does.",
    fix: "Read in the provider's documentation what the action does.",
    unsaid: true,
  },
  "plan/runs-command": {
    severity: "alarm",
    means:
      "A resource has a provisioner, or a data source runs a program, asks a server, or is of a type that the review does not know.",
    fix: "Read the command in the code before you approve, or remove it.",
    unsaid: true,
  },
  "plan/unverified": {
    severity: "alarm",
    means:
      "A provider reaches its server without TLS or without verifying it, or comes from another source than the known one.",
    fix: "Use https and verify the server; name the provider's own source.",
    unsaid: true,
  },
  "place/changed": {
    severity: "alarm",
    means:
      "A provider has other settings than in the earlier review: Terraform acts in another organization or Vault, or as another identity.",
    fix: "Compare the settings in the code with those before, and approve them if the new place is meant.",
    unsaid: true,
  },
  "place/unknown": {
    severity: "alarm",
    means: "A setting of a provider that decides where Terraform acts is known only while Terraform runs.",
    fix: "Write the value into the configuration, or compare it by hand.",
    unsaid: true,
  },
  "place/split": {
    severity: "alarm",
    means: "Parts of one integration go to different configurations of a provider.",
    fix: "Remove the override of their provider.",
    unsaid: true,
  },
  "place/credential": {
    severity: "alarm",
    means: "A provider's settings hold a credential, or make the provider log client secrets.",
    fix: "Give the credential by the provider's environment variable, and replace it; log no requests.",
  },
  "place/reads-secret": {
    severity: "alarm",
    means:
      "A data source or an ephemeral resource reads what may be a secret, into the state or into another resource.",
    fix: "Remove it. A reader of a secret gets it from Vault.",
    unsaid: true,
  },
  "check/removed": {
    severity: "alarm",
    means: "A condition that the earlier review lists is missing: Terraform goes on where it stopped before.",
    fix: "Put the condition back, or find out why it went.",
  },
  "output/secret": {
    severity: "alarm",
    means:
      "An output that changes holds or refers to a secret, or to what the plan does not show: the state has it in clear.",
    fix: "Remove the output. A reader of the secret gets it from Vault.",
    unsaid: true,
  },
  "state/secret": {
    severity: "alarm",
    means:
      "A resource that changes keeps a value in Terraform's state that is, or may be, ephemeral or sensitive: terraform_data with store, or an attribute that is not known to be write-only.",
    fix: "Remove it. A reader of the secret gets it from Vault.",
    unsaid: true,
  },
  "output/lost": {
    severity: "alarm",
    means:
      "The value that lists what an integration is granted goes, becomes sensitive or describes another integration, and the integration stays.",
    fix: "Remove the override of the value, and plan again.",
    unsaid: true,
  },
  "attribute/unjudged": {
    severity: "alarm",
    means:
      "An attribute changes, or has an unusual value at a create, and no part of this review judges what that gives or breaks.",
    fix: "Remove the override, or read in the code what it is set to and why.",
    unsaid: true,
  },
  "action/other-request": {
    severity: "alarm",
    means: "A data action calls another operation than it declares, or one that the catalogue does not know.",
    fix: "Remove the override of its request, or declare what it calls.",
    unsaid: true,
  },
  "action/elsewhere": {
    severity: "alarm",
    means:
      "A data action calls another host than Genesys Cloud's API, or may send another credential than its integration's.",
    fix: "Remove the override, or find out whose host it is.",
    unsaid: true,
  },
  "role/replaced": {
    severity: "alarm",
    means:
      "A role is replaced or destroyed while OAuth clients that stay have it: their calls fail with 403.",
    fix: "Leave the role as it is, or rotate in the same change.",
  },
  "resource/readdressed": {
    severity: "alarm",
    means:
      "A resource goes at one address and comes at another, without a moved block: one may undo the other.",
    fix: "Keep its address, or declare in the code that it moved.",
  },
  "resource/imported": {
    severity: "alarm",
    means: "The plan imports an object that was made outside of the stack: its content was never reviewed.",
    fix: "Look at it in Genesys Cloud or Vault, then approve it if this stack may own it.",
    unsaid: true,
  },
  "secret/content": {
    severity: "alarm",
    means:
      "The content of a secret changes without a new generation, or is not the credential of the integration with the addresses of Genesys Cloud.",
    fix: "Find out what is written there: a credential comes with a new generation.",
    unsaid: true,
  },
  "secret/manifest": {
    severity: "alarm",
    means: "The manifest states something else than the stack declares, or goes.",
    fix: "Remove the override of its content.",
    unsaid: true,
  },
  "check/failed": {
    severity: "alarm",
    means: "A condition of a resource, or a check block, does not hold.",
    fix: "Read the output of terraform plan.",
  },
  "action/replaced": {
    severity: "alarm",
    means: "A data action is destroyed and made again with another id: Architect flows lose it.",
    fix: "Declare the changed action under a new name, move the flows, then remove the old one.",
  },
  "integration/replaced": {
    severity: "alarm",
    means: "An integration is destroyed and made again, and its data actions with it.",
    fix: "Leave unchanged what replaces it, or point the flows to the new data actions.",
  },
  "integration/destroyed": {
    severity: "alarm",
    means: "An integration is destroyed, with all that belongs to it.",
    fix: "Approve it only when no flow uses it any more.",
  },
  "generation/in-use-destroyed": {
    severity: "alarm",
    means: "The OAuth client that the integration uses now is destroyed: its tokens fail at once.",
    fix: "Approve it in an emergency only, or when nothing uses the integration any more.",
  },
  "generation/dropped-early": {
    severity: "alarm",
    means: "A previous generation is destroyed before its overlap is over.",
    fix: "Apply it from the day that is named, unless its secret is exposed.",
    aside: true,
  },
  "generation/changed": {
    severity: "alarm",
    means:
      "An OAuth client is updated or replaced although a generation never changes: its lifecycle was overridden.",
    fix: "Remove the override; what has to change comes with the next generation.",
  },
  "client/implicit-new": {
    severity: "alarm",
    means:
      "An OAuth client is made with the implicit grant, or changed to it: Genesys Cloud takes none since March 2026.",
    fix: "Use UserGrant.code(...), authorization code with PKCE.",
  },
  "client/implicit": {
    severity: "note",
    means: "An OAuth client has the implicit grant, which ends by March 2027.",
    fix: "Have the application use authorization code with PKCE, then UserGrant.code(...).",
  },
  "generation/grant": {
    severity: "alarm",
    means:
      "An OAuth client gets its tokens by another grant than client credentials, or that cannot be read.",
    fix: "Remove the override of its grant.",
  },
  "integration/foreign-credential": {
    severity: "alarm",
    means: "An integration calls with a credential that is of none of its generations.",
    fix: "Remove the override of its credentials, or find out whose credential it is.",
    unsaid: true,
  },
  "integration/no-credential": {
    severity: "alarm",
    means:
      "An integration has no credential after the plan, or had none before it: its data actions get no token.",
    fix: "Unset ENABLE_STANDALONE_INTEGRATION_CONFIG wherever a plan or a deploy runs, and plan again.",
  },
  "permission/taken": {
    severity: "alarm",
    means: "A permission that a data action still uses is removed or swapped.",
    fix: "Deploy twice: first add what is new, then remove what is old.",
  },
  "permission/stated-change": {
    severity: "alarm",
    means: "Permissions are stated by hand, or those of a static action, and that is new or was changed.",
    fix: "Check the reason; nothing else vouches for it.",
  },
  "rule/acknowledged": {
    severity: "alarm",
    means: "A rule is passed over with a reason, and that is new or was changed.",
    fix: "Approve it if the reason is good.",
  },
  "secret/destroyed": {
    severity: "alarm",
    means: "A secret in Vault is destroyed, or moves to another path.",
    fix: "Approve it only when it has no readers any more.",
  },
  "mount/destroyed": {
    severity: "alarm",
    means: "A secrets engine is destroyed, with every secret in it.",
    fix: "Approve it only when nothing in it is used any more.",
  },
  "mount/moved": {
    severity: "alarm",
    means: "A secrets engine gets another path, and every secret in it with it.",
    fix: "Approve it when all readers of its secrets know.",
  },
  "drift/changed": {
    severity: "alarm",
    means: "Something was changed outside Terraform.",
    fix: "Find out who changed it, and why. If it should stay, declare it in the code; otherwise a deploy may take it back.",
  },
  "drift/deleted": {
    severity: "alarm",
    means: "Something was deleted outside Terraform.",
    fix: "Find out who did that; point to the new one what refers to the old one.",
  },
  "deployer/lacks": {
    severity: "alarm",
    means: "The deployer does not hold a permission that it needs or must grant.",
    fix: "Grant it to the deployer first.",
    aside: true,
  },
  "resource/may-grant": {
    severity: "alarm",
    means:
      "A resource of a type that the review does not know changes, or one that is of no integration: it may give access.",
    fix: "Read its change in the output of terraform show.",
    unsaid: true,
  },
  "resource/forgotten": {
    severity: "alarm",
    means:
      "Terraform forgets something without destroying it: it stays, unmanaged and never rotated. A secret whose path another resource of the plan takes over does not count.",
    fix: "Destroy it in place of forgetting it, or name its new owner in the pull request.",
  },
  "resource/unknown-action": {
    severity: "alarm",
    means: "Terraform plans something that this version does not know.",
    fix: "Update scopelock, and look at terraform show until then.",
    unsaid: true,
  },
  "action/removed": {
    severity: "alarm",
    means: "A data action is destroyed or renamed: flows that use it fail.",
    fix: "Check in Architect that no flow uses it, then approve.",
  },
  "permission/not-required": {
    severity: "note",
    means: "An action declares a permission that the catalogue does not name for its operation.",
    fix: "Derive the permissions again, with the catalogue that reviews.",
  },
  "division/narrowed": {
    severity: "note",
    means: "A new generation has its role in fewer divisions than the one in use.",
    fix: "Make sure that no flow needs what is in the others.",
  },
  "reader/removed": {
    severity: "note",
    means: "A Vault policy does not allow to read a secret any more.",
    fix: "Approve it when no reader depends on it any more.",
  },
  "drift/other": {
    severity: "note",
    means: "Something that the review does not look into was changed or deleted outside Terraform.",
    fix: "Read the output of terraform plan -refresh-only.",
  },
  "rule/still-acknowledged": {
    severity: "note",
    means: "A rule is passed over with a reason, as it was before.",
    fix: "Nothing, as long as the reason holds.",
  },
  "division/pending": {
    severity: "note",
    means: "The declared division changed; live generations keep theirs, the next one follows.",
    fix: "Rotate for it to have effect: scopelock rotate.",
  },
  "generation/leftover": {
    severity: "note",
    means: "What an interrupted replacement left behind is destroyed.",
    fix: "Nothing is to be done.",
  },
  "rotation/overlap-unknown": {
    severity: "note",
    means:
      "A previous generation is destroyed, and the environment file does not name the day on which its overlap ends.",
    fix: 'Put "rotatedOn" into the environment file.',
    aside: true,
  },
  "environment/stale": {
    severity: "note",
    means: "The environment file and the plan have different generations.",
    fix: "Review with the environment files that the plan was made of.",
    aside: true,
  },
} as const satisfies Entries;
