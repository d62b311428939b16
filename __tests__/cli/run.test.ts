import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT, start, temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  temporary = temporaryDirectory();
});
afterEach(() => temporary.remove());

const INPUT = '{"phoneNumber":"+15550199"}';

async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const response = join(temporary.path, "response.json");
  writeFileSync(response, JSON.stringify({ contacts: [{ id: "a1", firstName: "Ada", lastName: "L" }] }));
  const command = start("src/cli/main.ts", ["run", ...args, "--input", INPUT, "--response", response], {});
  return { code: await command.ended, output: command.output() };
}

describe("scopelock run", () => {
  it("takes an action by its name, once, where a module of the folder exports it again", async () => {
    // index.ts of the folder exports what the others declare.
    const actions = join(ROOT, "templates/app/actions");
    const { code, output } = await run("Get external contact by phone", "--in", actions);
    expect(output).toContain("GET /api/v2/externalcontacts/reversewhitepageslookup?lookupVal=%2B15550199");
    expect(output).toContain('"firstName": "Ada"');
    expect(code).toBe(0);
  });

  it("names the action that was probably meant, and all of them where none is near", async () => {
    const near = await run("Get external contact by phon");
    expect(near).toMatchObject({ code: 1, output: expect.stringContaining("Did you mean") });
    const far = await run("zzz");
    expect(far).toMatchObject({ code: 1, output: expect.stringContaining("Known actions: Get external") });
  });
});
