import type { Entries } from "./entry";

/** Found when the sandbox starts. */
export const SANDBOX = {
  "sandbox/cdktf-missing": {
    severity: "error",
    means: "The cdktf command is not installed.",
    fix: "Install cdktf-cli; from Node 23 on cdktn-cli.",
  },
  "sandbox/port-taken": {
    severity: "error",
    means: "The port is taken.",
    fix: "End what listens there, choose another port, or leave --port out.",
  },
  "sandbox/port-refused": {
    severity: "error",
    means: "The system refuses the port: ports below 1024 are for administrators on many systems.",
    fix: "Choose another port, or leave --port out.",
  },
  "sandbox/providers": {
    severity: "error",
    means: "Terraform cannot install a provider here.",
    fix: "Name a mirror in a Terraform CLI configuration, or use the sandbox's own providers.",
  },
  "sandbox/seed": {
    severity: "error",
    means: "A seed, or a fault, of the Genesys Cloud stand-in is not valid.",
    fix: "Correct what is named: docs/sandbox.md has the members.",
  },
  "sandbox/secrets-file": {
    severity: "error",
    means: "The file for the secrets of the stand-in's clients cannot be written.",
    fix: "Name a file that does not exist, in a directory that does.",
  },
  "sandbox/deploy-failed": {
    severity: "error",
    means: "A deploy to the sandbox failed.",
    fix: "Correct what cdktf or Terraform names.",
  },
  "sandbox/vault-build": {
    severity: "error",
    means: "Vault could not be built from its Go module.",
    fix: "Correct what is named, install vault, or start docker or podman.",
  },
  "sandbox/vault-missing": {
    severity: "error",
    means: "There is no Vault to run.",
    fix: "Install vault, start docker or podman, install Go, or set SCOPELOCK_SANDBOX_VAULT_ADDR.",
  },
  "sandbox/vault-remote": {
    severity: "error",
    means: "The named Vault is not on this machine.",
    fix: "Name a throw-away server, for example http://127.0.0.1:8200.",
  },
  "sandbox/vault-sealed": {
    severity: "error",
    means: "The named Vault is sealed or not initialized.",
    fix: "Unseal it, or unset SCOPELOCK_SANDBOX_VAULT_ADDR.",
  },
  "sandbox/vault-start": {
    severity: "error",
    means: "The built Vault server ended before it was ready.",
    fix: "Delete the file that is named, so that it is built again.",
  },
  "sandbox/vault-token": {
    severity: "error",
    means: "The named Vault does not know the token, or none is set.",
    fix: "Set it to a token that may mount secrets engines and write policies.",
  },
  "sandbox/vault-unreachable": {
    severity: "error",
    means: "The named Vault does not answer.",
    fix: "Start it, or unset SCOPELOCK_SANDBOX_VAULT_ADDR.",
  },
  "engines/none": {
    severity: "error",
    means: "There is no Terraform or OpenTofu to test on.",
    fix: "Install one, or name one in SCOPELOCK_ENGINES.",
  },
  "engines/not-an-engine": {
    severity: "error",
    means: "The executable is neither Terraform nor OpenTofu.",
    fix: "Name executables of terraform or tofu.",
  },
  "terraform/missing": {
    severity: "error",
    means: "Terraform cannot be run.",
    fix: "Install Terraform or OpenTofu, or set TERRAFORM_BINARY_NAME.",
  },
  "terraform/old": {
    severity: "error",
    means: "Terraform is too old.",
    fix: "Install the version that is named, or later.",
  },
  "sandbox/app-missing": {
    severity: "error",
    means: "There is no cdktf app in the directory.",
    fix: "Name the directory of a cdktf app, or leave --app out.",
  },
  "sandbox/no-stack": {
    severity: "error",
    means: "The app has no stack for the sandbox's environment.",
    fix: "Have the app make a stack of each file in the directory that SCOPELOCK_ENVIRONMENTS names.",
  },
  "sandbox/no-action": {
    severity: "error",
    means: "No deployed data action can be executed in the sandbox.",
    fix: "Declare a probe with an input that the action takes, or seed an answer with --seed.",
  },
  "sandbox/step-failed": {
    severity: "error",
    means: "A step of the sandbox's scenario did not hold.",
    fix: "Look at the rest with --verbose and --keep.",
  },
  "sandbox/part-ended": {
    severity: "error",
    means: "A process of the sandbox ended by itself.",
    fix: "Start the sandbox again.",
  },
  "sandbox/not-kept": {
    severity: "error",
    means: "The terminal's variables name no running sandbox.",
    fix: "Start one with --keep, and paste the lines that it prints.",
  },
  "sandbox/unknown-action": {
    severity: "error",
    means: "The sandbox has no deployed data action of that name.",
    fix: "Name one that is deployed, or deploy first.",
  },
  "sandbox/input": {
    severity: "error",
    means: "The input for a data action is not JSON.",
    fix: "Give JSON, in quotes for the shell.",
  },
  "sandbox/not-installed": {
    severity: "error",
    means: "The package of the sandbox is not installed.",
    fix: "Install @scopelock/sandbox.",
  },
} as const satisfies Entries;
