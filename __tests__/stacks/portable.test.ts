import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT, temporaryDirectory } from "../process";

const environment = (name: string) => ({
  genesys: { region: "eu-west-1", division: { name: "Service" } },
  vault: { address: "https://vault.example.com", mount: { path: `kv-${name}`, managed: true } },
  backend: { type: "local", path: `state/${name}.tfstate` },
  rotation: { live: [1, 2], current: 2 },
  actions: { "Get external contact by phone": { timeoutSeconds: 20, because: "Slow." } },
});

let temporary: ReturnType<typeof temporaryDirectory>;
beforeAll(() => {
  temporary = temporaryDirectory();
});
afterAll(() => temporary.remove());

/** Everything that the app writes, by its path, when it runs in a new directory. */
function synthesize(directory: string, names: readonly string[]): Record<string, string> {
  const cwd = join(temporary.path, directory);
  mkdirSync(join(cwd, "environments"), { recursive: true });
  for (const name of names)
    writeFileSync(join(cwd, "environments", `${name}.json`), JSON.stringify(environment(name)));
  const { SCOPELOCK_ENVIRONMENTS: _, ...env } = process.env;
  const tsx = pathToFileURL(require.resolve("tsx")).href;
  execFileSync(process.execPath, ["--import", tsx, join(ROOT, "main.ts")], { cwd, env });
  const output = join(cwd, "cdktf.out");
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file) => [file.slice(output.length + 1), readFileSync(file, "utf8")]),
  );
}

it("the same files become the same bytes, wherever they are and in whatever order they came", () => {
  const one = synthesize("one", ["dev", "eu-prod", "test"]);
  const other = synthesize("quite/another", ["test", "eu-prod", "dev"]);
  expect(Object.keys(one).sort()).toEqual([
    "manifest.json",
    "stacks/dev/cdk.tf.json",
    "stacks/eu-prod/cdk.tf.json",
    "stacks/test/cdk.tf.json",
  ]);
  expect(Object.keys(other).sort()).toEqual(Object.keys(one).sort());
  for (const [file, text] of Object.entries(one)) {
    expect(other[file] === text, file).toBe(true);
    expect(text).not.toContain(temporary.path);
    expect(text).not.toContain(ROOT);
    expect(text).not.toContain("node_modules");
  }
  // The warnings are there, so their place would be too.
  expect(one["manifest.json"]).toContain("This environment overrides");
}, 120_000);
