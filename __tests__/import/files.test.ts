import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findFiles } from "../../src/import/files";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-files-"));
});
afterEach(() => rmSync(directory, { recursive: true }));
const path = (name: string) => join(directory, name);
const write = (name: string) => {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), "");
};
const found = () => findFiles(directory).files.map((file) => file.path);

it("links are followed, each directory once", () => {
  write("a/one.json");
  symlinkSync(path("a"), path("b"));
  symlinkSync(directory, path("a/back"));
  symlinkSync(path("nowhere"), path("broken"));
  symlinkSync(path("loop"), path("loop"));
  mkdirSync(path("outside"));
  expect(found()).toEqual([path("a/one.json")]);
  expect(findFiles(path("b")).files.map((file) => file.path)).toContain(path("b/one.json"));
});

it("a file is known again by whatever path", () => {
  write("a.json");
  symlinkSync(path("a.json"), path("b.json"));
  const [a, b] = findFiles(directory).files;
  expect([a?.path, b?.path]).toEqual([path("a.json"), path("b.json")]);
  expect(a?.real).toBe(b?.real);
});

it("a directory that may not be read is named, and the rest is found", () => {
  write("a/one.json");
  write("closed/two.json");
  chmodSync(directory, 0o755);
  chmodSync(path("closed"), 0);
  // Root may read everything.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    const { files, unusable } = findFiles(directory);
    expect(files.map((file) => file.path)).toEqual([path("a/one.json")]);
    expect(unusable).toMatchObject([
      { id: "file/unreadable", where: path("closed"), what: expect.stringContaining("no permission") },
    ]);
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(path("closed"), 0o755);
  }
});
