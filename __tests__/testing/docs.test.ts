import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { matchers } from "../../src/testing";
import { ROOT } from "../process";

const page = readFileSync(join(ROOT, "docs/testing.md"), "utf8");

it("docs/testing.md shows the example as it is run here", () => {
  const [, shown] = /```ts\n(.*?)```/s.exec(page) ?? [];
  expect(shown).toBe(readFileSync(join(ROOT, "__tests__/testing/example.test.ts"), "utf8"));
});

it("docs/testing.md tells of every matcher", () => {
  const told = [...page.matchAll(/^\| `(to\w+)\(/gm)].map(([, name]) => name);
  expect([...told].sort()).toEqual(Object.keys(matchers).sort());
});
