import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSeed } from "../../packages/sandbox/src/genesys/seed";
import { cliPage } from "../../scripts/cli-page";
import { withReview } from "../../scripts/readme-review";
import { ROOT, temporaryDirectory } from "../process";
import { anchorsIn, codeIn, PAGES, pageText, withoutCode } from "./pages";

const readme = pageText("README.md");

describe("generated parts", () => {
  it("docs/cli.md is current: npm run cli-page", async () => {
    const page = await cliPage(ROOT);
    expect(pageText("docs/cli.md")).toBe(page);
    // The commands of commands are among them.
    expect(page).toContain("\n## scopelock catalog diff\n");
    expect(page).toContain("Exit codes:");
  }, 180_000);

  it("docs/choices.md describes how the permissions of each operation differ", () => {
    const rows = pageText("docs/choices.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });

  it("the review in README is what the command prints: npm run readme-review", () => {
    expect(withReview(readme, ROOT)).toBe(readme);
    expect(readme).toContain("`routing:queue:view`");
    expect(() => withReview("# No place for it", ROOT)).toThrow("lacks");
  });
});

describe("docs/sandbox.md", () => {
  const page = pageText("docs/sandbox.md");

  it("shows the example that __tests__/e2e/sandbox-example.test.ts runs", () => {
    const [example = ""] = codeIn(page, "ts");
    expect(example).toBe(readFileSync(join(ROOT, "examples/sandbox/external-contact.e2e.ts"), "utf8"));
  });

  it("shows a seed that is valid", () => {
    const [seed = ""] = codeIn(page, "json");
    expect(readSeed(JSON.parse(seed), "docs/sandbox.md").clients).toHaveLength(1);
  });
});

describe("README", () => {
  it("has about 110 lines", () => {
    expect(readme.split("\n").length).toBeLessThanOrEqual(130);
  });

  it("shows a smallest stack that synthesizes as it stands there", () => {
    const project = temporaryDirectory();
    try {
      const [main = ""] = codeIn(readme, "ts");
      const [app = "", environment = ""] = codeIn(readme, "json");
      mkdirSync(join(project.path, "environments"));
      symlinkSync(join(ROOT, "node_modules"), join(project.path, "node_modules"));
      writeFileSync(join(project.path, "main.ts"), main);
      writeFileSync(join(project.path, "environments/dev.json"), environment);
      writeFileSync(
        join(project.path, "tsconfig.json"),
        JSON.stringify({
          compilerOptions: {
            module: "nodenext",
            paths: {
              scopelock: [join(ROOT, "src/index.ts")],
              "scopelock/report-refusals": [join(ROOT, "src/process/report-refusals.ts")],
            },
          },
        }),
      );
      const [command = "", ...args] = (JSON.parse(app) as { app: string }).app.split(" ");
      const { status, stderr } = spawnSync(command, args, { cwd: project.path, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
      const stack = JSON.parse(
        readFileSync(join(project.path, "cdktf.out/stacks/dev/cdk.tf.json"), "utf8"),
      ) as { resource: Record<string, Record<string, { permission_policies?: unknown }>> };
      const [role] = Object.values(stack.resource.genesyscloud_auth_role ?? {});
      expect(role?.permission_policies).toEqual([
        { action_set: ["view"], domain: "externalContacts", entity_name: "contact" },
      ]);
      expect(Object.keys(stack.resource.genesyscloud_integration_action ?? {})).toHaveLength(1);
    } finally {
      project.remove();
    }
  });
});

/** Links to files of the repository, with what they point at in there. */
const linksIn = (page: string) =>
  [...withoutCode(pageText(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

describe.each(PAGES)("%s", (page) => {
  it("links to files and headings that exist", () => {
    const broken = linksIn(page).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? page : join(dirname(page), file);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && target.endsWith(".md") && !isHeading(target, anchor);
    });
    expect(broken).toEqual([]);
  });

  it("names files of the repository that exist", () => {
    // Not the ids of findings, such as sandbox/vault-start.
    const named = withoutCode(pageText(page)).matchAll(
      /`((?:src|scripts|__tests__|stacks|actions|packages)\/[^`\s]*|sandbox\/[^`\s]*\.\w+)`/g,
    );
    // A pattern such as slNNN-<name>.ts stands for many.
    const missing = [...named].flatMap(([, path = ""]) =>
      /[<>*…]|NNN/.test(path) || existsSync(join(ROOT, path)) ? [] : [path],
    );
    expect(missing).toEqual([]);
  });
});

/** Headings, and the anchors that a page sets by itself. */
function isHeading(page: string, anchor: string): boolean {
  const text = pageText(page);
  return anchorsIn(text).has(anchor) || text.includes(`<a id="${anchor}"></a>`);
}

describe("the links", () => {
  it("are found, with anchors among them", () => {
    const all = PAGES.flatMap(linksIn);
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((link) => link.includes("#")).length).toBeGreaterThan(10);
    expect(isHeading("docs/rotation.md", "who-can-get-what")).toBe(true);
    expect(isHeading("docs/rotation.md", "no-such-heading")).toBe(false);
  });
});
