import type { Command } from "commander";

/** A command, as the list of commands has it. */
interface ListedCommand {
  readonly name: string;
  readonly description: string;
  /** What it takes and does. */
  declared(): Promise<Command>;
}

/** Every command. What one takes is loaded when it is asked for: no command waits for the others. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: "init",
    description: "write an app: actions, stack, environment file, tests, configuration, and workflows",
    declared: async () => (await import("./init.js")).initCommand(),
  },
  {
    name: "derive",
    description:
      "the permissions that data actions need, and why: from exports, Terraform, directories of these, or tables",
    declared: async () => (await import("./derive.js")).deriveCommand(),
  },
  {
    name: "environments",
    description: "every environment with its generations, their age, and when the next rotation is due",
    declared: async () => (await import("./environments.js")).environmentsCommand(),
  },
  {
    name: "run",
    description: "run one data action on this machine: its request, and its output for an answer of the API",
    declared: async () => (await import("./run.js")).runCommand(),
  },
  {
    name: "review",
    description: "what a plan changes about access, and what to look at before it is applied",
    declared: async () => (await import("./review.js")).reviewCommand(),
  },
  {
    name: "check-synth",
    description: "that nothing new of a synthesized stack runs or reaches anything while it is planned",
    declared: async () => (await import("./check-synth.js")).checkSynthCommand(),
  },
  {
    name: "handoff",
    description: "run a command, such as terraform apply, beside the directory for new client secrets",
    declared: async () => (await import("./handoff.js")).handoffCommand(),
  },
  {
    name: "rotate",
    description: "rotate the OAuth client of an environment: edits its file; the next deploy carries it out",
    declared: async () => (await import("./rotate.js")).rotateCommand(),
  },
  {
    name: "doctor",
    description:
      "proof after deploy: secret, manifest, token, role, clients, integration and actions of an environment, live",
    declared: async () => (await import("./doctor.js")).doctorCommand(),
  },
  {
    name: "explain",
    description:
      "what a request needs, the operations that accept a permission, or what an OAuth scope opens",
    declared: async () => (await import("./explain.js")).explainCommand(),
  },
  {
    name: "catalog",
    description: "keep the catalogue of Genesys Cloud's operations up to date",
    declared: async () => (await import("./catalog.js")).catalogCommand(),
  },
  {
    name: "identities",
    description:
      "what the planner, the deployer and the readers of an environment must hold: Genesys Cloud permissions and Vault policies",
    declared: async () => (await import("./identities.js")).identitiesCommand(),
  },
  {
    name: "providers",
    description: "show what another version of the Terraform providers means for scopelock",
    declared: async () => (await import("./providers.js")).providersCommand(),
  },
  {
    name: "sandbox",
    description:
      "run everything on this machine: a Genesys Cloud stand-in, a real Vault, real Terraform, one data action",
    declared: async () => (await import("./sandbox.js")).sandboxCommand(),
  },
  {
    name: "completion",
    description: "a script by which a shell completes commands, options and environments",
    declared: async () => (await import("./completion.js")).completionCommand(),
  },
];
