import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { expect, vi } from "vitest";
import { getExternalContact } from "../../actions/get-external-contact";
import { SANDBOX_MOUNT, type Sandbox, startSandbox } from "../../packages/sandbox/src";
import { type Ran, run } from "../../packages/sandbox/src/cdktf";
import { type Answer, GenesysClient } from "../../packages/sandbox/src/genesys-client";
import { startProviderProcess } from "../../packages/sandbox/src/providers/process";
import { filesBelow, searchFiles } from "../../packages/sandbox/src/secret-search";
import { rotateCommand } from "../../src/cli/rotate";
import { loadEnvironments } from "../../src/environment/load";
import { handoffOf, prepareHandoffs } from "../../src/handoff/directory";
import { terraformBinary } from "../../src/process/terraform-binary";
import { ExternalContactsStack } from "../../stacks/external-contacts-stack";
import { shown } from "../process";
import { type Asked, RecordingProxy, type Request } from "./recording-proxy";
import { whichProviders } from "./which-providers";

/** The secret and its metadata in Vault, below `/v1/<mount>/data/` and `/v1/<mount>/metadata/`. */
export const SECRET = "sandbox/external-contacts";
const CLIENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const APPLY = ["apply", "-input=false", "-no-color", "-auto-approve"];
const signal = new AbortController().signal;

/** A request of a run at which something is done to it. */
export interface Moment {
  /** For a write to Vault `PUT`: it takes `POST` as the same, and providers send either. */
  readonly method: string;
  /** Tried on the path, without its query. */
  readonly path: RegExp;
  /** Before the server has seen the request, or after it has answered and before anybody knows. */
  readonly when: "arrives" | "is answered";
}

/**
 * What a person who deploys has: an environment file, the command, Terraform, and an organization and a Vault that can be
 * looked into. Terraform runs directly in the synthesized stack, as cdktf would run it.
 */
export class Checkout {
  /** What Genesys Cloud and Vault were asked by Terraform, in one order. */
  readonly asked: Asked[] = [];
  /** What was wrong at some moment of some run: a credential in use that is dead. */
  readonly broken: string[] = [];
  /** Every client secret there ever was. */
  private readonly secrets = new Set<string>();
  private readonly genesys: RecordingProxy;
  private readonly vault: RecordingProxy;
  private env: Record<string, string>;
  private providerProcesses = 0;
  private closeProviders = async (_signal?: NodeJS.Signals): Promise<void> => {};

  static async start(): Promise<Checkout> {
    const checkout = new Checkout(await startSandbox({ providers: whichProviders() }));
    await Promise.all([checkout.genesys.listen(), checkout.vault.listen()]);
    await checkout.reset();
    checkout.synth();
    const { code, output } = await checkout.terraform("init", "-input=false", "-no-color");
    expect(code, shown(output)).toBe(0);
    return checkout;
  }

  private constructor(readonly sandbox: Sandbox) {
    this.genesys = new RecordingProxy(sandbox.genesys.url, this.asked);
    this.vault = new RecordingProxy(sandbox.vault.address, this.asked);
    this.env = { ...sandbox.env };
  }

  async close(): Promise<void> {
    this.genesys.close();
    this.vault.close();
    await this.closeProviders();
    await this.sandbox.close();
  }

  /** Nothing deployed, nothing broken, generation 1. */
  async reset(): Promise<void> {
    const { genesys, directory } = this.sandbox;
    genesys.reset();
    for (const path of [`sys/mounts/${SANDBOX_MOUNT}`, `sys/policies/acl/${SECRET.replace("/", "-")}-reader`])
      await this.askVault("DELETE", path);
    for (const folder of ["state", "handoff"])
      rmSync(join(directory, folder), { recursive: true, force: true });
    this.hook();
    this.asked.length = 0;
    this.broken.length = 0;
    const { hostname: host, port } = new URL(this.genesys.address);
    this.edit(({ handoffDirectory, backend }) => ({
      genesys: { gateway: { protocol: "http", host, port: Number(port) } },
      vault: { address: this.vault.address, mount: { path: SANDBOX_MOUNT, managed: true, maxVersions: 10 } },
      handoffDirectory,
      backend,
      rotation: { live: [1], current: 1, rotatedOn: "2026-11-01" },
    }));
  }

  /** Changes the environment file by hand. */
  edit(change: (file: Record<string, object>) => object): void {
    const path = join(this.sandbox.directory, "environments/sandbox.json");
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")))));
  }

  get handoffDirectory(): string {
    return join(this.sandbox.directory, "handoff");
  }
  get stackFolder(): string {
    return join(this.outdir, "stacks/sandbox");
  }
  private get outdir(): string {
    return join(this.sandbox.directory, "cdktf.out");
  }

  /** `scopelock rotate sandbox`, in a month in which every overlap is over. */
  async rotate(...flags: string[]): Promise<void> {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const environments = join(this.sandbox.directory, "environments");
    const today = flags.includes("--drop-previous") ? "2026-12-25" : "2026-11-25";
    const args = ["sandbox", "--environments", environments, "--today", today, ...flags];
    await rotateCommand().parseAsync(args, { from: "user" });
    log.mockRestore();
  }

  /** The live generations that the environment file names. */
  get live(): number[] {
    const file = readFileSync(join(this.sandbox.directory, "environments/sandbox.json"), "utf8");
    return JSON.parse(file).rotation.live;
  }

  /** What `main.ts` does. */
  synth(): void {
    const environments = loadEnvironments(join(this.sandbox.directory, "environments"));
    const app = new App({ outdir: this.outdir });
    for (const environment of environments) new ExternalContactsStack(app, environment);
    app.synth();
    prepareHandoffs(
      environments.map(({ name, handoffDirectory }) => handoffOf(this.outdir, name, handoffDirectory)),
    );
  }

  /** Runs Terraform in the stack's folder. */
  terraform(...args: string[]): Promise<Ran> {
    return run(terraformBinary(this.env), args, { cwd: this.stackFolder, env: this.env, signal });
  }

  /** Synthesizes and applies. */
  deploy(): Promise<Ran> {
    this.synth();
    return this.terraform(...APPLY);
  }

  async deployed(): Promise<void> {
    const { code, output } = await this.deploy();
    expect(code, shown(output)).toBe(0);
  }

  /** Deploys, which fails; what is said, without Terraform's boxes. */
  async refused(): Promise<string> {
    const { code, output } = await this.deploy();
    expect(code, shown(output)).not.toBe(0);
    return flat(output);
  }

  /**
   * What a person does about a broken deploy: deploys again, until it holds, and runs the command that Terraform names when
   * it names one. Tells what was done.
   */
  async heal(): Promise<string[]> {
    const done: string[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { code, output } = await this.deploy();
      done.push("deploy");
      if (code === 0) return done;
      const [, flag] = /run "scopelock rotate sandbox (--\w+)", then deploy/.exec(flat(output)) ?? [];
      if (flag === undefined) continue;
      await this.rotate(flag);
      done.push(`rotate ${flag}`);
    }
    throw new Error(`not healed by ${done.join(", ")}`);
  }

  /** Deploys, and kills Terraform at a moment: alone, so that its providers finish what they do, or with them. */
  async killedAt(moment: Moment, whom: "Terraform" | "Terraform and its providers"): Promise<void> {
    this.synth();
    if (whom === "Terraform and its providers") await this.startProviders();
    // One thing at a time, so that exactly one request is on its way.
    const terraform = spawn(terraformBinary(this.env), [...APPLY, "-parallelism=1"], {
      cwd: this.stackFolder,
      env: this.env,
      stdio: "ignore",
      detached: true,
    });
    const ended = new Promise((resolve) => terraform.once("close", resolve));
    const group = terraform.pid as number;
    const kill = async () => {
      // Providers that Terraform has started are in its group; attached ones are not.
      process.kill(whom === "Terraform" ? group : -group, "SIGKILL");
      await ended;
      if (whom === "Terraform") return undefined;
      await this.closeProviders("SIGKILL");
      this.env = { ...this.sandbox.env };
      return "cut" as const;
    };
    let killed: ReturnType<typeof kill> | undefined;
    this.hook(moment, () => {
      this.hook();
      killed = kill();
      return killed;
    });
    await ended;
    expect(killed, `${moment.method} ${moment.path} did not happen`).toBeDefined();
    await killed;
    if (whom === "Terraform") {
      // A provider that lives on ends the create that it is in.
      await this.quiet();
      endGroup(group);
    }
  }

  /** Does something once, at a moment; the request waits for it. */
  at(moment: Moment, act: () => Promise<void> | void): void {
    this.hook(moment, async () => {
      this.hook();
      await act();
      return undefined;
    });
  }

  /**
   * The last requests that changed something, in order, as `METHOD path` with ids and query left out; writes to Vault as `PUT`, as
   * which it takes `POST` too.
   */
  changes(since = 0): string[] {
    return this.asked
      .slice(since)
      .filter(changes)
      .map(
        ({ method, path }) =>
          `${verb(method, path)} ${pathOf(path).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "{id}")}`,
      );
  }

  /** What Vault serves. */
  async secret(): Promise<Record<string, string> | undefined> {
    const answer = await this.askVault("GET", `${SANDBOX_MOUNT}/data/${SECRET}`);
    return ((await answer.json()) as { data?: { data?: Record<string, string> } }).data?.data;
  }

  askVault(method: string, path: string, body?: object): Promise<Response> {
    const token = this.sandbox.vault.rootToken;
    return this.vault.send({ "X-Vault-Token": token }, method, `/v1/${path}`, body && JSON.stringify(body));
  }

  execute(): Promise<Answer> {
    return new GenesysClient(this.sandbox.genesys).execute(getExternalContact.name, {
      phoneNumber: "+15550199",
    });
  }

  /** The names of all clients but the deployer's. */
  get clients(): string[] {
    return [...this.sandbox.genesys.store.clients.values()]
      .filter(({ id }) => id !== this.sandbox.genesys.deployer.clientId)
      .map(({ name }) => name)
      .sort();
  }

  /** Files that hold handed-over secrets: in the directory, and dropped into the stack's folder. */
  get handedOver(): string[] {
    const own = readdirSync(this.handoffDirectory).filter((file) => !/^\.(ready|run-)/.test(file));
    return [...own, ...this.strays];
  }
  get strays(): string[] {
    return readdirSync(this.stackFolder).filter((file) => CLIENT_ID.test(file));
  }

  /** The state, read as Terraform reads it. */
  get state(): { resources: { type: string; instances: { attributes: Record<string, unknown> }[] }[] } {
    const text = readFileSync(join(this.sandbox.directory, "state/sandbox.tfstate"), "utf8");
    // Empty until the first object is recorded; to Terraform, that is no state.
    return text === "" ? { resources: [] } : JSON.parse(text);
  }

  /** All is as declared: nothing to change, the call is answered, Vault serves the current one, no secret in any file. */
  async holds(): Promise<void> {
    const plan = await this.terraform("plan", "-input=false", "-no-color", "-detailed-exitcode");
    expect(plan.code, shown(plan.output)).toBe(0);
    expect((await this.execute()).status).toBe(200);
    expect(await this.secret()).toHaveProperty(`generation_${this.live.at(-1)}`);
    expect(this.broken).toEqual([]);
    expect(this.handedOver).toEqual([]);
    this.holdsNoSecret();
  }

  /** No secret in state, output, hand-off directory, environment file. */
  holdsNoSecret(): void {
    const { directory } = this.sandbox;
    const files = ["cdktf.out", "state", "handoff", "environments"].flatMap((folder) =>
      filesBelow(join(directory, folder)),
    );
    expect(this.secrets.size).toBeGreaterThan(1);
    expect(searchFiles([...this.secrets], files)).toEqual([]);
  }

  /** Providers of this checkout's own, to be killed. Real ones are Terraform's own already. */
  private async startProviders(): Promise<void> {
    if (this.sandbox.providers === "real") return;
    this.providerProcesses += 1;
    const sockets = join(this.sandbox.directory, `sockets-${this.providerProcesses}`);
    const { reattach, close } = await startProviderProcess({
      sockets,
      env: this.sandbox.env,
      cwd: this.stackFolder,
    });
    this.closeProviders = close;
    this.env = { ...this.sandbox.env, TF_REATTACH_PROVIDERS: reattach };
  }

  /** Watches every change, and calls at one moment. */
  private hook(moment?: Moment, act: () => Promise<"cut" | undefined> = async () => undefined): void {
    const is = ({ method, path }: Request, when: Moment["when"]) =>
      moment?.when === when && moment.method === verb(method, path) && moment.path.test(pathOf(path));
    for (const proxy of [this.genesys, this.vault]) {
      proxy.onArrival = async (request) => (is(request, "arrives") ? act() : undefined);
      proxy.onAnswer = async (asked) => {
        if (changes(asked)) await this.examine(asked);
        return is(asked, "is answered") ? act() : undefined;
      };
    }
  }

  /** What is in use must be alive, at every moment: the integration's credential, and the secret that Vault serves. */
  private async examine({ method, path }: Asked): Promise<void> {
    const { clients, credentials, integrations } = this.sandbox.genesys.store;
    for (const { secret } of clients.values()) this.secrets.add(secret);
    const alive = ({ id, secret }: { id: string | undefined; secret: string | undefined }) => {
      const client = clients.get(id ?? "");
      return client?.state === "active" && client.secret === secret;
    };
    const at = `after ${method} ${path}`;
    let bound = false;
    for (const { config } of integrations.values()) {
      const id = config.credentials.pureCloudOAuthClient?.id;
      if (config.name !== "external-contacts" || id === undefined) continue;
      bound = true;
      const fields = credentials.get(id)?.credentialFields;
      if (!alive({ id: fields?.clientId, secret: fields?.clientSecret }))
        this.broken.push(`${at}: the integration's credential is dead`);
    }
    if (!bound) return;
    const served = await this.secret();
    if (!alive({ id: served?.client_id, secret: served?.client_secret }))
      this.broken.push(`${at}: Vault serves no live secret`);
  }

  /** Waits until nothing was asked for a while. */
  private async quiet(): Promise<void> {
    for (let before = -1; before !== this.asked.length; ) {
      before = this.asked.length;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

/** Ends what is left of a process group: providers whose Terraform is gone wait for it for ever. */
function endGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Terraform's messages without the boxes that they are wrapped in. */
export const flat = (output: string): string => output.replace(/[│╷╵\s]+/g, " ");

/** "Vault currently considers PUT and POST to be synonyms." Source: Vault, HTTP API. */
const verb = (method: string, path: string) =>
  method === "POST" && path.startsWith("/v1/") ? "PUT" : method;
const pathOf = (path: string) => path.split("?")[0] ?? "";
const changes = ({ method, path, status }: Asked) =>
  method !== "GET" && status < 400 && !pathOf(path).endsWith("/oauth/token");
