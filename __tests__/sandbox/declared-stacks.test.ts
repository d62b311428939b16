import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { declaredStacks } from "../../packages/sandbox/src/declared-stacks";
import { temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

const mount = { path: "genesys-cloud", managed: true };
const integration = (environment: string, id: string, more: object = {}) => ({
  environment,
  id,
  mount,
  actions: [],
  readerRoles: [],
  ...more,
});

/** An output directory with these stacks, as cdktf writes it. */
function outdir(
  stacks: Readonly<Record<string, { scopelock?: object; resource?: object; terraform?: object }>>,
) {
  const listed = Object.keys(stacks).map((name) => [
    name,
    { synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ]);
  writeFileSync(
    join(temporary.path, "manifest.json"),
    JSON.stringify({ stacks: Object.fromEntries(listed) }),
  );
  for (const [name, { scopelock, ...blocks }] of Object.entries(stacks)) {
    mkdirSync(join(temporary.path, "stacks", name), { recursive: true });
    writeFileSync(
      join(temporary.path, "stacks", name, "cdk.tf.json"),
      JSON.stringify({ "//": { scopelock }, ...blocks }),
    );
  }
  return temporary.path;
}

const texts = (models: readonly { readonly id: string }[]) =>
  Object.fromEntries(models.map((model) => [model.id, JSON.stringify(model)]));
const read = (directory: string) => declaredStacks(directory, "sandbox", "/app");

it("finds the stacks of the environment by what they declare, whatever they are called", () => {
  const directory = outdir({
    "contact-center": { scopelock: { integrations: texts([integration("sandbox", "queues")]) } },
    more: { scopelock: { integrations: texts([integration("sandbox", "people")]) } },
    prod: { scopelock: { integrations: texts([integration("prod", "queues")]) } },
    beside: {},
  });
  const { names, integrations, secrets } = read(directory);
  expect(names).toEqual(["contact-center", "more"]);
  expect(integrations.map(({ id }) => id)).toEqual(["queues", "people"]);
  expect(secrets).toEqual([
    { id: "queues", path: "genesys-cloud/data/sandbox/queues" },
    { id: "people", path: "genesys-cloud/data/sandbox/people" },
  ]);
});

it("finds the secrets of clients that act for a user, where they have one", () => {
  const secret = { mount, generation: 1, readerPolicies: [], readerRoles: [] };
  const clients = [
    { environment: "sandbox", id: "desk", grant: "CODE", scopes: [], secret },
    { environment: "sandbox", id: "page", grant: "TOKEN", scopes: [] },
  ];
  const { integrations, secrets } = read(outdir({ sandbox: { scopelock: { clients: texts(clients) } } }));
  expect(integrations).toEqual([]);
  expect(secrets).toEqual([{ id: "desk", path: "genesys-cloud/data/sandbox/desk" }]);
});

it("lists what the Vault has to have, but for what a stack makes", () => {
  const readerRoles = [{ method: "approle", mount: "of-services", name: "sandbox-ivr" }];
  const integrations = texts([
    integration("sandbox", "queues", { mount: { path: "kv", managed: false }, readerRoles }),
  ]);
  const engine = { path: "sys/mounts/kv", body: { type: "kv", options: { version: "2" } } };
  const method = { path: "sys/auth/of-services", body: { type: "approle" } };
  expect(read(outdir({ sandbox: { scopelock: { integrations } } })).expected).toEqual([engine, method]);
  const resource = { vault_auth_backend: {} };
  expect(read(outdir({ sandbox: { scopelock: { integrations }, resource } })).expected).toEqual([engine]);
});

it("finds a local state where the stack keeps it", () => {
  const integrations = texts([integration("sandbox", "queues")]);
  const state = join(temporary.path, "elsewhere.tfstate");
  const terraform = { backend: { local: { path: "../../elsewhere.tfstate" } } };
  const directory = outdir({ sandbox: { scopelock: { integrations }, terraform } });
  expect(read(directory).stateFiles).toEqual([]);
  writeFileSync(state, "{}");
  expect(read(directory).stateFiles).toEqual([state]);
});

it.each([
  [
    "another environment's stack",
    { dev: { scopelock: { integrations: texts([integration("dev", "x")]) } } },
    "It has dev.",
  ],
  ["no stack at all", {}, "It has no stack."],
])("refuses %s", (_, stacks, why) => {
  expect(() => read(outdir(stacks))).toThrow(
    expect.objectContaining({ id: "sandbox/no-stack", where: "/app", why: expect.stringContaining(why) }),
  );
});
