import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { endOf } from "../child-end";
import { cleanEnvironment } from "../clean-environment";
import { freePort } from "../free-port";
import { VAULT_VERSION } from "./build";
import { health } from "./health";

/** The official image. */
const IMAGE = `hashicorp/vault:${VAULT_VERSION}`;
/** Longest wait for the daemon to answer. Milliseconds. */
const PATIENCE = 10_000;
/** Longest wait for Vault in a container. Milliseconds. */
const START = 30_000;

/**
 * Standard input stays open for as long as the sandbox lives, however it ends; the container ends with it. The image's own
 * entry point would only give capabilities that dev mode, which locks no memory, does not use.
 */
const SCRIPT =
  "vault server -dev -dev-no-store-token -dev-listen-address=0.0.0.0:8200 > /dev/null & server=$!; cat > /dev/null; kill $server; wait";

/** A program that runs containers on this machine. */
export class ContainerRuntime {
  private constructor(
    private readonly name: "docker" | "podman",
    private readonly env: Record<string, string>,
    private readonly log: (line: string) => void,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Those that are on PATH and answer; what is there and does not answer is told. */
  static *all(home: string, log: (line: string) => void, signal?: AbortSignal): Generator<ContainerRuntime> {
    for (const name of ["docker", "podman"] as const) {
      const env = environmentOf(name, home);
      const { error, status } = spawnSync(name, ["info"], { stdio: "ignore", env, timeout: PATIENCE });
      if (status === 0) yield new ContainerRuntime(name, env, log, signal);
      else if ((error as NodeJS.ErrnoException | undefined)?.code !== "ENOENT")
        log(
          `${name} is installed, but it does not answer by its usual socket, or the unix:// one that DOCKER_HOST names.`,
        );
    }
  }

  /**
   * Starts Vault of the official image in dev mode, published on this machine only.
   * @throws Error with a sentence when the image cannot be had, or Vault does not start
   */
  async startVault() {
    if (!this.run("image", "inspect", IMAGE)) await this.pull();
    const port = await freePort();
    const rootToken = randomUUID();
    const container = `scopelock-vault-${rootToken.slice(0, 8)}`;
    const child = spawn(
      this.name,
      // The variable's value travels in the environment: arguments are everybody's to read.
      ["run", "--rm", "--interactive", "--name", container, "--publish", `127.0.0.1:${port}:8200`].concat([
        "--env",
        "VAULT_DEV_ROOT_TOKEN_ID",
        "--entrypoint",
        "/bin/sh",
        IMAGE,
        "-c",
        SCRIPT,
      ]),
      {
        stdio: ["pipe", "ignore", "pipe"],
        env: { ...this.env, VAULT_DEV_ROOT_TOKEN_ID: rootToken },
        // Ctrl-C is for the sandbox, which then stops the container.
        detached: true,
      },
    );
    const said = lastLines(child);
    const ended = new Promise<void>((done) => child.once("close", () => done()).once("error", () => done()));
    child.stdin?.on("error", () => {});
    const close = async () => {
      child.stdin?.end();
      const isStopped = await Promise.race([ended.then(() => true), sleep(START / 3, false, { ref: false })]);
      if (!isStopped && !this.run("rm", "--force", container)) child.kill();
      await ended;
    };
    const address = `http://127.0.0.1:${port}`;
    const origin = `${IMAGE} by ${this.name}`;
    for (const started = Date.now(); ; await sleep(100)) {
      try {
        return {
          address,
          rootToken,
          version: await health(address, origin),
          origin,
          ended: endOf(child),
          close,
        };
      } catch {
        if (child.exitCode === null && child.signalCode === null && Date.now() - started < START) continue;
        await close();
        throw new Error(`${IMAGE} did not start by ${this.name}: ${said() || "it does not answer"}.`);
      }
    }
  }

  private run(...args: readonly string[]): boolean {
    return spawnSync(this.name, args, { stdio: "ignore", env: this.env, timeout: START }).status === 0;
  }

  private async pull(): Promise<void> {
    this.log(`Pulling ${IMAGE} by ${this.name}: once`);
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const { env, signal } = this;
    const child = spawn(this.name, ["pull", IMAGE], {
      stdio: ["ignore", "ignore", "pipe"],
      env,
      ...(signal && { signal }),
    });
    const stop = () => child.kill();
    process.once("exit", stop);
    const said = lastLines(child);
    const timer = setInterval(() => this.log(`  pulling, ${seconds()} s`), PATIENCE);
    const code = await new Promise((done) => child.once("close", done).once("error", done));
    clearInterval(timer);
    process.off("exit", stop);
    if (code !== 0)
      throw new Error(`${IMAGE} could not be pulled by ${this.name}: ${said() || "it printed no reason"}.`);
    this.log(`  pulled in ${seconds()} s`);
  }
}

/**
 * Nobody's settings, and so no other machine: no docker context, and only a socket of this one may be named. Podman's are
 * kept, where its images are.
 */
function environmentOf(name: "docker" | "podman", home: string): Record<string, string> {
  const { DOCKER_HOST: host, XDG_RUNTIME_DIR: runtime } = process.env;
  return {
    ...cleanEnvironment(home),
    ...(host?.startsWith("unix://") && { DOCKER_HOST: host }),
    ...(runtime !== undefined && { XDG_RUNTIME_DIR: runtime }),
    // Without root, podman keeps images and containers in the user's home.
    ...(name === "podman" && { HOME: homedir(), TMPDIR: "/tmp" }),
  };
}

/** The end of what a child says on standard error, as one line. */
function lastLines({ stderr }: ChildProcess): () => string {
  let text = "";
  stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    text = (text + chunk).slice(-400);
  });
  return () =>
    text
      .trim()
      .split(/\s*\n\s*/)
      .slice(-3)
      .join(" ")
      .replace(/\.$/, "");
}
