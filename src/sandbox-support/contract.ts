import type { RenderedRequest } from "../core/action";

/** What `scopelock sandbox` passes to the package that does the work. */
export interface SandboxCommandOptions {
  /** Leave everything running after the last step, or after a step that failed. @default false */
  readonly keep?: boolean;
  /** `false` starts everything and deploys nothing. @default true */
  readonly deploy?: boolean;
  /** Which Terraform providers deploy. @default "auto" */
  readonly providers?: "auto" | "real" | "builtin";
  /** Port of the Genesys Cloud stand-in. @default - a free port */
  readonly port?: number;
  /** A JSON file with what the organization holds. @default - two external contacts */
  readonly seed?: string;
  /** Directory of the cdktf app to deploy. @default - the sandbox's own example app */
  readonly app?: string;
  /** Print the output of cdktf and Terraform. @default false */
  readonly verbose?: boolean;
}

/** What `scopelock sandbox genesys` passes to the package. */
export interface GenesysCommandOptions {
  /** @default - a free port */
  readonly port?: number;
  /** A JSON file with what the organization holds. @default - two external contacts */
  readonly seed?: string;
  /** The file that gets the secrets of the clients. @default - one in a new directory for temporary files */
  readonly secretsFile?: string;
}

/** What `scopelock sandbox execute` passes to the package. */
export interface ExecuteCommandOptions {
  /** Name of the data action in Genesys Cloud, or its id. @default - none is executed, and those that are deployed are listed */
  readonly action?: string;
  /** JSON. @default - an empty object */
  readonly input?: string;
}

/** A request that a Genesys Cloud stand-in of its own answers. */
export interface SandboxRequest {
  readonly request: RenderedRequest;
  /** What the client's role grants. */
  readonly permissions: readonly string[];
  /** A JSON file with what the organization holds. @default - two external contacts */
  readonly seed?: string;
}

/** What the stand-in answers. */
export interface SandboxAnswer {
  readonly status: number;
  readonly text: string;
  /** False for an operation that the stand-in does not have. */
  readonly implemented: boolean;
}

/** The part of `@scopelock/sandbox` that the `scopelock` command calls. */
export interface SandboxPackage {
  /**
   * Runs `scopelock sandbox` to its end, prints to standard output, and sets `process.exitCode`.
   * @throws ScopelockError when the sandbox cannot start
   */
  runSandboxCommand(options: SandboxCommandOptions): Promise<void>;
  /**
   * Runs `scopelock sandbox genesys` until the process is asked to end.
   * @throws ScopelockError when the stand-in cannot start
   */
  runGenesysCommand(options: GenesysCommandOptions): Promise<void>;
  /**
   * Executes a deployed data action in the kept sandbox of this terminal, prints the answer, and sets `process.exitCode`.
   * @throws ScopelockError when there is no such sandbox or action
   */
  runExecuteCommand(options: ExecuteCommandOptions): Promise<void>;
  /**
   * Answers one request of a data action, after the permission check.
   * @throws ScopelockError when the stand-in cannot start
   */
  answerRequest(request: SandboxRequest): Promise<SandboxAnswer>;
}
