import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { missingAddresses } from "../../scripts/check-publish";
import { ROOT } from "../process";
import { packedFiles } from "./packed";

const files = packedFiles();
const has = (path: string) => files.has(path) || [...files].some((file) => file.startsWith(`${path}/`));
const below = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length + 1));

describe("the package", () => {
  it.each(["templates", ".github", "examples", "docs", "decisions", "schemas"])("has all of %s", (folder) => {
    const all = below(folder);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((file) => !files.has(file))).toEqual([]);
  });

  it.each(
    ["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "package.json"].filter((file) =>
      existsSync(join(ROOT, file)),
    ),
  )("has %s", (file) => {
    expect(files.has(file)).toBe(true);
  });

  it("has no test, no source of its own, and nothing of this machine", () => {
    expect(
      [...files].filter((file) =>
        /^(__tests__|src|scripts|bench|node_modules|environments|state)\//.test(file),
      ),
    ).toEqual([]);
    expect([...files].filter((file) => /\.(tfstate|tgz|env|log)$|(^|\/)\.npmrc$/.test(file))).toEqual([]);
  });

  const pages = [...files].filter((file) => file.endsWith(".md"));
  it("has pages", () => expect(pages.length).toBeGreaterThan(15));

  it.each(pages)("%s links to nothing outside of it", (page) => {
    const text = readFileSync(join(ROOT, page), "utf8").replace(/^```.*?^```/gms, "");
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target.replace(/#.*/, ""))
      .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
    const paths = links.map((link) => normalize(join(dirname(page), link)).replace(/\/$/, ""));
    const broken = paths.filter((path) => !has(path));
    // These two are about the sources, which the package does not carry.
    const isOfSources = page === "ARCHITECTURE.md" || page === "CONTRIBUTING.md";
    expect(isOfSources ? broken.filter((path) => !existsSync(join(ROOT, path))) : broken).toEqual([]);
  });
});

describe("the package of the sandbox", () => {
  const root = join(ROOT, "packages/sandbox");
  const packed = packedFiles(root);

  it("has its page and licence, no source and no test", () => {
    expect([...packed]).toEqual(expect.arrayContaining(["README.md", "LICENSE", "package.json"]));
    expect([...packed].filter((file) => /^(src|__tests__)\//.test(file))).toEqual([]);
  });

  it("links to nothing outside of it", () => {
    const text = readFileSync(join(root, "README.md"), "utf8");
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    expect(links.filter((link) => !/^[a-z]+:/.test(link) && !packed.has(link))).toEqual([]);
  });
});

describe("before a package is published", () => {
  const complete = {
    repository: { type: "git", url: "git+https://git.example.com/scopelock.git" },
    homepage: "https://git.example.com/scopelock",
    bugs: { url: "https://git.example.com/scopelock/issues" },
  };

  it("its package.json must have the addresses of repository, homepage and bugs", () => {
    expect(missingAddresses(complete)).toEqual([]);
    expect(missingAddresses({ ...complete, bugs: undefined })).toEqual(["bugs.url"]);
    expect(missingAddresses({ ...complete, homepage: "<address>" })).toEqual(["homepage"]);
    expect(missingAddresses({})).toEqual(["repository.url", "homepage", "bugs.url"]);
  });

  it.each([".", "packages/sandbox"])("%s is looked at by npm publish", (folder) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
    expect(scripts.prepublishOnly).toMatch(/check-publish\.ts$/);
  });
});
