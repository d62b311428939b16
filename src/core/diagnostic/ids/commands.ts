import type { Entries } from "./entry";

/** Found in what a command is given. */
export const COMMANDS = {
  "handoff/variable": {
    severity: "error",
    means: "An environment variable makes a provider leave out a credential, or log secrets.",
    fix: "Unset it.",
  },
  "plan/missing": {
    severity: "error",
    means: "The directory has no plan.",
    fix: "Plan first, and show the plan as JSON.",
  },
  "plan/binary": {
    severity: "error",
    means: "The plan is in Terraform's own form, not in JSON.",
    fix: "Show it as JSON: terraform show -json.",
  },
  "plan/not-a-plan": {
    severity: "error",
    means: "The JSON is not a plan.",
    fix: "Plan with -out=plan, then terraform show -json plan.",
  },
  "plan/malformed": {
    severity: "error",
    means: "The plan does not have Terraform's plan format.",
    fix: "Show the plan again.",
  },
  "plan/version": {
    severity: "error",
    means: "The plan's format is of another major version.",
    fix: "Update scopelock, or show the plan with another Terraform.",
  },
  "plan/output": {
    severity: "error",
    means: "A value of the stack is not what this version of scopelock writes.",
    fix: "Synthesize and plan with the version that reviews.",
  },
  "review/fail-on": {
    severity: "error",
    means: "The option --fail-on is not a list of what a review can stop at.",
    fix: "Use broadened, alarm, an id, one half of ids, or none alone; docs/review.md lists them.",
  },
  "review/not-a-review": {
    severity: "error",
    means: "The file is not a review of this version.",
    fix: "Give what scopelock review --format json printed.",
  },
  "review/permissions": {
    severity: "error",
    means: "The file is not a list of permissions.",
    fix: "Give a JSON list, or one permission a line.",
  },
  "review/too-long": {
    severity: "error",
    means: "The review does not fit into a comment.",
    fix: "Review one plan at a time.",
  },
  "synth/not-a-configuration": {
    severity: "error",
    means: "The file is not a synthesized stack.",
    fix: "Give cdktf.out/stacks/<stack>/cdk.tf.json, as cdktf synth writes it.",
  },
  "synth/provider": {
    severity: "error",
    means: "A provider, its version or its settings are not those of the base branch.",
    fix: "Deploy the change of a provider by hand, from the base branch.",
  },
  "synth/version": {
    severity: "error",
    means: "The versions of Terraform that the stack takes are not those of the base branch.",
    fix: "Deploy the change of required_version by hand, from the base branch.",
  },
  "synth/backend": {
    severity: "error",
    means: "The backend is not that of the base branch.",
    fix: "Move the state by hand, from the base branch.",
  },
  "synth/data-source": {
    severity: "error",
    means: "A data source is not on the base branch and of none of the types that scopelock makes.",
    fix: "Leave it out, or deploy it by hand, from the base branch.",
  },
  "synth/provisioner": {
    severity: "error",
    means: "A resource runs commands that are not on the base branch.",
    fix: "Leave it out, or deploy it by hand, from the base branch.",
  },
  "synth/module": {
    severity: "error",
    means: "A module is not on the base branch, or not with these inputs.",
    fix: "Leave it out, or deploy it by hand, from the base branch.",
  },
  "synth/function": {
    severity: "error",
    means: "An expression reads files, or shows what is sensitive, and is not on the base branch.",
    fix: "Leave it out, or deploy it by hand, from the base branch.",
  },
  "synth/unknown-part": {
    severity: "error",
    means: "A part of the configuration is not known, and is not on the base branch.",
    fix: "Update scopelock, or leave it out.",
  },
  "handoff/command": {
    severity: "error",
    means: "The command that was to run beside the hand-off directory cannot be run.",
    fix: "Name a program that is installed, with its arguments after --.",
  },
  "git/missing": {
    severity: "error",
    means: "The git command cannot be run.",
    fix: "Install it, or leave --changed-since out.",
  },
  "git/no-repository": {
    severity: "error",
    means: "The directory is not in a git repository.",
    fix: "Run it in the checkout, or leave --changed-since out.",
  },
  "git/ref": {
    severity: "error",
    means: "There is no such commit before this one.",
    fix: "Fetch it first; a shallow checkout has too little history.",
  },
  "node/too-old": {
    severity: "error",
    means: "Node is older than what scopelock runs on.",
    fix: "Install Node 22, then delete node_modules and run npm install.",
  },
  "node/cdktf-cli": {
    severity: "error",
    means: "The program cdktf-cli does not start on this Node: its native module has no build for it.",
    fix: "Use Node 20 or 22, or the command line of CDK Terrain, cdktn-cli.",
  },
  "command/usage": {
    severity: "error",
    means: "The command line has an unknown command, option or value, or lacks one.",
    fix: "See the help of the command.",
  },
  "identities/policy": {
    severity: "error",
    means: "There is no policy of that identity, or several.",
    fix: "Give one that is named.",
  },
  "explain/empty": {
    severity: "error",
    means: "Nothing was asked.",
    fix: "Ask for a request, a permission or a scope.",
  },
  "explain/method": {
    severity: "error",
    means: "A path was asked without its method.",
    fix: 'Ask for "GET /api/v2/...".',
  },
  "doctor/proxy": {
    severity: "error",
    means: "The proxy is not a URL, or cannot be used.",
    fix: "Give the variable a URL such as http://proxy.example.com:3128, or unset it.",
  },
  "doctor/vault-token": {
    severity: "error",
    means: "There is no token for Vault.",
    fix: "Log in with a reader's policy and set VAULT_TOKEN.",
  },
  "providers/schema": {
    severity: "error",
    means: "The file is not what terraform providers schema -json prints.",
    fix: "Print it in the stack's directory, after terraform init.",
  },
  "providers/schema-missing": {
    severity: "error",
    means: "The schemas have neither provider.",
    fix: "Run it in the directory of a stack.",
  },
  "providers/terraform": {
    severity: "error",
    means: "Terraform cannot be run, or prints no schemas.",
    fix: "Run terraform init there first.",
  },
  "run/input": {
    severity: "error",
    means: "The input of the data action is not an object.",
    fix: "Give an object of named values.",
  },
  "run/missing": {
    severity: "error",
    means: "Neither a file nor a directory of actions has what was named.",
    fix: "Give the path of a file, or name the directory with --in.",
  },
  "run/no-action": {
    severity: "error",
    means: "The request has no contract and no response.",
    fix: "Give a data action.",
  },
  "run/credentials": {
    severity: "error",
    means: "The credentials or the region of the organization are missing.",
    fix: "Set GENESYSCLOUD_OAUTHCLIENT_ID, GENESYSCLOUD_OAUTHCLIENT_SECRET and GENESYSCLOUD_REGION.",
  },
  "run/elsewhere": {
    severity: "error",
    means: "The request does not go to the Genesys Cloud API.",
    fix: "Give the answer with --response.",
  },
  "run/login": {
    severity: "error",
    means: "The organization gives no token, or cannot be reached.",
    fix: "Correct the credentials, the region or the network.",
  },
  "run/no-response": {
    severity: "error",
    means: "It is not known what the API answers.",
    fix: "Give the answer with --response.",
  },
  "run/not-harmless": {
    severity: "error",
    means: "A request that may change something is not sent to a real organization.",
    fix: "Declare a probe with harmlessBecause, or run the action without --live.",
  },
  "run/several-actions": {
    severity: "error",
    means: "Several data actions are meant.",
    fix: "Choose one with --action, or give its file.",
  },
  "run/unknown-action": {
    severity: "error",
    means: "There is no data action of this name.",
    fix: "Use one of the named actions.",
  },
  "init/exists": {
    severity: "error",
    means: "A file already exists and differs from what would be written.",
    fix: "Rename or remove it, or run the command in another directory.",
  },
  "init/package-json": {
    severity: "error",
    means: "The file package.json is not a JSON object.",
    fix: "Correct or remove it.",
  },
  "init/expressions": {
    severity: "error",
    means: "The request has expressions of Terraform whose value is not known.",
    fix: "Start from the output of terraform show -json for a plan.",
  },
  "init/no-contract": {
    severity: "error",
    means: "The request has no contracts.",
    fix: "Start from exports or from Terraform's files.",
  },
  "init/same-name": {
    severity: "error",
    means: "Two actions that differ have the same name.",
    fix: "Rename one of them, or start from one file.",
  },
} as const satisfies Entries;
