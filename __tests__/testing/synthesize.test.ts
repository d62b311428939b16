import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, App, Aspects, LocalBackend, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { TerraformData } from "../../src/terraform/terraform-data";
import { serializer, synthesize, synthesizeApp } from "../../src/testing";
import { devStack } from "./dev";

expect.addSnapshotSerializer(serializer);

/** A stack with one resource and its output. */
class Thing extends TerraformStack {
  readonly data: TerraformData;

  constructor(scope: Construct, id: string, input = "x") {
    super(scope, id);
    this.data = new TerraformData(this, "data", { input });
    new TerraformOutput(this, "input", { value: input });
  }
}

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "scopelock-testing-test-"));
});
afterAll(() => rmSync(outdir, { recursive: true }));
const newApp = () => Testing.app({ outdir });

describe("synthesize", () => {
  it("gives a stack's resources, outputs and configuration, without cdktf's metadata", () => {
    const thing = synthesize((app) => new Thing(app, "thing"));
    expect(thing.name).toBe("thing");
    expect(thing.resources("terraform_data")).toEqual([{ input: "x" }]);
    expect(thing.resource("terraform_data")).toEqual({ input: "x" });
    expect(thing.resources("vault_policy")).toEqual([]);
    expect(thing.outputs).toEqual({ input: "x" });
    expect(thing.json).toEqual({
      resource: { terraform_data: { data: { input: "x" } } },
      output: { input: { value: "x" } },
      terraform: { backend: { local: { path: "terraform.thing.tfstate" } } },
    });
  });

  it("keeps what is written beside cdktf's metadata", () => {
    expect(synthesize(devStack).json["//"]).toEqual({
      scopelock: { integrations: { "external-contacts": expect.stringContaining('"environment":"dev"') } },
    });
  });

  it("is the same for a stack as for a function that makes it, and the same again", () => {
    const stack = devStack(newApp());
    const [first, second] = [synthesize(stack), synthesize(stack)];
    expect(second).toEqual(first);
    expect(synthesize(devStack)).toEqual(first);
  });

  it("is what cdktf writes, but for the metadata", () => {
    const stack = devStack(newApp());
    expect({ ...synthesize(stack).json, "//": undefined }).toEqual(JSON.parse(Testing.synth(stack, true)));
  });

  it("gives a construct's part of its stack", () => {
    const part = synthesize((app) => devStack(app).integration);
    expect(part.name).toBe("dev/external-contacts");
    expect(part.resources("genesyscloud_auth_role")).toHaveLength(1);
    expect(part.resources("vault_mount")).toEqual([]);
    expect(part.outputs).toHaveProperty("grant.permissions", "externalContacts:contact:view");
    expect(part.json.terraform).toEqual(synthesize(devStack).json.terraform);
  });

  it("refuses to pick one of none or of several", () => {
    expect(() => synthesize(devStack).resource("terraform_data")).toThrow(
      "There should be one terraform_data in dev; there are 3.",
    );
    expect(() => synthesize(devStack).dataSource("vault_policy_document")).toThrow("there are 0");
  });

  it("runs aspects, validations and annotations, and says what they said, once", () => {
    const stack = new Thing(newApp(), "thing");
    Aspects.of(stack).add({ visit: (node) => Annotations.of(node).addWarning(`seen ${node.node.id}`) });
    stack.data.node.addValidation({ validate: () => ["is not valid"] });
    Annotations.of(stack).addError("is not right");
    synthesize(stack);
    const { warnings, errors } = synthesize(stack);
    expect(warnings).toEqual([
      { severity: "warning", where: "thing", what: "seen thing" },
      { severity: "warning", where: "thing/data", what: "seen data" },
      { severity: "warning", where: "thing/input", what: "seen input" },
      // Made by cdktf, as in a real synth.
      { severity: "warning", where: "thing/backend", what: "seen backend" },
    ]);
    expect(errors).toEqual([
      { severity: "error", where: "thing/data", what: "is not valid" },
      { severity: "error", where: "thing", what: "is not right" },
    ]);
  });

  it("says what a validation of the app says", () => {
    const { errors } = synthesize((app) => {
      app.node.addValidation({ validate: () => ["two stacks share a name"] });
      return new Thing(app, "thing");
    });
    expect(errors).toEqual([{ severity: "error", where: "", what: "two stacks share a name" }]);
  });

  it("says when a provider is missing, as cdktf does", () => {
    const { errors } = synthesize((app) => {
      const stack = devStack(app);
      for (const provider of ["vault", "genesyscloud"]) stack.node.tryRemoveChild(provider);
      return stack;
    });
    expect(errors[0]?.what).toContain("without a matching provider");
  });

  it("follows references to other stacks", () => {
    const app = newApp();
    const from = new Thing(app, "from");
    new LocalBackend(from, { path: "from.tfstate" });
    const to = synthesize(new Thing(app, "to", from.data.getStringAttribute("output")));
    expect(to.dataSource("terraform_remote_state")).toMatchObject({ config: { path: "from.tfstate" } });
  });

  it("leaves nothing behind", () => {
    // A directory of its own: other tests use the system's at the same time.
    const temporary = mkdtempSync(join(tmpdir(), "scopelock-left-"));
    vi.stubEnv("TMPDIR", temporary);
    try {
      let made: readonly string[] = [];
      synthesize((app) => {
        made = readdirSync(temporary);
        return devStack(app);
      });
      expect(made).not.toEqual([]);
      expect(() =>
        synthesize(() => {
          throw new Error("no");
        }),
      ).toThrow("no");
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      rmSync(temporary, { recursive: true });
    }
  });

  it("refuses an app", () => {
    expect(() => synthesize(newApp())).toThrow("synthesizeApp");
  });
});

describe("synthesizeApp", () => {
  it("gives every stack, by name", () => {
    const stacks = synthesizeApp((app) => {
      new Thing(app, "b");
      new Thing(new Construct(app, "group"), "a");
    });
    expect(stacks.map(({ name }) => name)).toEqual(["b", "group/a"]);
  });

  it("refuses an app without stacks: a test of each of them would test nothing", () => {
    expect(() => synthesizeApp(new App({ outdir }))).toThrow("There is no stack in the app.");
  });
});

describe("what is no stack", () => {
  it.each([undefined, null, "dev", {}])("is refused: %j", (what) => {
    expect(() => synthesize(what as never)).toThrow(/^synthesize takes a stack, /);
    expect(() => synthesizeApp(what as never)).toThrow(/^synthesizeApp takes an app, /);
  });

  it("is refused where a function returns it", () => {
    expect(() => synthesize(() => undefined as never)).toThrow(/^synthesize takes a stack, /);
  });
});

describe("the serializer", () => {
  it("prints the configuration, keys in order", () => {
    expect(synthesize((app) => new Thing(app, "thing"))).toMatchInlineSnapshot(`
      {
        "output": {
          "input": {
            "value": "x",
          },
        },
        "resource": {
          "terraform_data": {
            "data": {
              "input": "x",
            },
          },
        },
        "terraform": {
          "backend": {
            "local": {
              "path": "terraform.thing.tfstate",
            },
          },
        },
      }
    `);
  });

  it("refuses what has errors", () => {
    const broken = synthesize((app) => {
      const stack = new Thing(app, "thing");
      Annotations.of(stack).addError("is not right");
      return stack;
    });
    expect(() => expect(broken).toMatchInlineSnapshot(`"never"`)).toThrow(
      "thing cannot be synthesized.\nis wrong:\n  thing: is not right",
    );
  });
});
