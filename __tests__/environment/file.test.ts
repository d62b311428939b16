import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentFile, readText, replaceText } from "../../src/environment/file";
import { refusal } from "../core/errors";
import { temporaryDirectory } from "../process";

let temporary: ReturnType<typeof temporaryDirectory>;
let file: string;
beforeEach(() => {
  temporary = temporaryDirectory();
  file = join(temporary.path, "dev.json");
  writeFileSync(file, "before");
});
afterEach(() => temporary.remove());

describe("the file of an environment", () => {
  it("is found by the environment's name", () => {
    expect(environmentFile(temporary.path, "dev")).toBe(file);
  });

  it.each(["dve", "dev.json", "../dev", "DEV"])("is not found by %j, but is proposed", (name) => {
    const error = refusal(() => environmentFile(temporary.path, name));
    expect(error.id).toBe("environment/unknown");
    expect(error.fix).toMatch(/Did you mean "dev"/);
  });

  it.each(["", "prod"])("is not found by %j, and all there are are named", (name) => {
    expect(refusal(() => environmentFile(temporary.path, name)).fix).toBe("Known environments: dev.");
  });
});

describe("the text of a file", () => {
  it("is read as it is", () => {
    const text = "\uFEFF{\r\n}\u00e4";
    writeFileSync(file, text);
    expect(readText(file)).toBe(text);
  });

  it("is refused when it is not UTF-8, or not there", () => {
    writeFileSync(file, Buffer.from([0x7b, 0xe4, 0x7d]));
    expect(refusal(() => readText(file)).id).toBe("environment/unreadable");
    expect(refusal(() => readText(join(temporary.path, "nope.json"))).id).toBe("environment/unreadable");
  });
});

describe("a replacement", () => {
  const entries = () => readdirSync(temporary.path).sort();

  it("is complete, keeps the mode, leaves nothing beside", () => {
    chmodSync(file, 0o664);
    replaceText(file, "before", "\uFEFFafter\r\n");
    expect(readFileSync(file, "utf8")).toBe("\uFEFFafter\r\n");
    expect(statSync(file).mode & 0o777).toBe(0o664);
    expect(entries()).toEqual(["dev.json"]);
  });

  it("follows a symbolic link, which stays one", () => {
    mkdirSync(join(temporary.path, "links"));
    const link = join(temporary.path, "links/prod.json");
    symlinkSync("../dev.json", link);
    replaceText(link, "before", "after");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, "utf8")).toBe("after");
    expect(readdirSync(join(temporary.path, "links"))).toEqual(["prod.json"]);
  });

  it.each([
    ["is read-only", () => chmodSync(file, 0o444), "environment/unwritable"],
    ["was changed meanwhile", () => writeFileSync(file, "before!"), "environment/changed"],
    [
      "is being written by another command",
      () => writeFileSync(join(temporary.path, ".dev.json.scopelock"), "after of another"),
      "environment/locked",
    ],
  ])("is refused when the file %s, and then nothing is touched", (_, happen, id) => {
    happen();
    const [was, text] = [entries(), readFileSync(file, "utf8")];
    const error = refusal(() => replaceText(file, "before", "after"));
    expect(error.id).toBe(id);
    expect(error.where).toBe(file);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(entries()).toEqual(was);
  });

  it("is refused when the file is gone, and does not bring it back", () => {
    const gone = join(temporary.path, "gone.json");
    expect(refusal(() => replaceText(gone, "before", "after")).id).toBe("environment/unwritable");
    expect(existsSync(gone)).toBe(false);
  });

  it("says what to remove when another command was killed", () => {
    const beside = join(temporary.path, ".dev.json.scopelock");
    writeFileSync(beside, "");
    expect(refusal(() => replaceText(file, "before", "after")).fix).toContain(beside);
  });
});
