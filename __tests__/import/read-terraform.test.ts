import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Catalog } from "../../src/core/catalog/catalog";
import { examine } from "../../src/core/derivation/derive";
import { readActions } from "../../src/import/read-actions";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "scopelock-terraform-"));
});
afterEach(() => rmSync(directory, { recursive: true }));
const write = (name: string, content: string | object): string => {
  const file = join(directory, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

const attributes = (url: string, method = "GET", more: object = {}) => ({
  name: "Look up",
  contract_input: '{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}',
  contract_output: '{"type":"object","properties":{}}',
  config_request: {
    request_type: method,
    request_url_template: url,
    request_template: "$${input.rawRequest}",
  },
  config_response: { success_template: "$${rawResult}" },
  ...more,
});
const actions = (all: object, more: object = {}) => ({
  resource: { genesyscloud_integration_action: all },
  ...more,
});
const integration = (type: string) => ({ intended_state: "ENABLED", integration_type: type });
const derived = async (...paths: string[]) => {
  const read = await readActions(paths);
  const evidence = examine(read.calls, Catalog.load()).evidence;
  return {
    ...read,
    operations: evidence.map(({ operation }) => operation?.id),
    said: evidence.map(({ problems }) => problems),
    ids: evidence.map(({ problems }) => problems.map(({ id }) => id)),
  };
};

describe("an expression of Terraform's", () => {
  it("is an id where the API has one, and nothing false is said of it", async () => {
    const { operations, said } = await derived(
      write(
        "main.tf.json",
        actions({
          a: attributes(
            "/api/v2/flows/datatables/${genesyscloud_architect_datatable.x.id}/rows/$${input.id}?a=${var.b}",
          ),
        }),
      ),
    );
    expect(operations).toEqual(["GET /api/v2/flows/datatables/{datatableId}/rows/{rowId}"]);
    expect(JSON.stringify(said)).toContain("genesyscloud_architect_datatable.x.id");
    expect(JSON.stringify(said)).not.toMatch(/fails the action|in no entry|is not in the input contract/);
  });

  it.each<[string, string, string]>([
    ["the whole URL", "${var.endpoint}", "GET"],
    ["its beginning", "${var.base}/users/$${input.id}", "GET"],
    ["a word of the API's", "/api/v2/${each.value.path}/$${input.id}", "GET"],
    ["the method", "/api/v2/users/$${input.id}", "${each.value.method}"],
    ["a condition", '${var.eu ? "/api/v2/users" : "/api/v2/groups"}', "GET"],
    ["a directive", "/api/v2/%{ if var.eu }users%{ else }groups%{ endif }/$${input.id}", "GET"],
    ["an output", "${module.urls.users}", "GET"],
  ])("that is %s leaves the action unresolved until Terraform plans", async (_, url, method) => {
    const { operations, said, ids } = await derived(
      write("main.tf.json", actions({ a: attributes(url, method) })),
    );
    expect(operations).toEqual([undefined]);
    expect(ids[0]).toContain("request/terraform-expression");
    const errors = said.flat().filter(({ severity }) => severity === "error");
    expect(errors).toMatchObject([{ id: "request/terraform-expression" }]);
    expect(errors[0]?.fix).toContain("terraform show -json");
    expect(JSON.stringify(said)).not.toMatch(/Did you mean|is not the Genesys Cloud API|is no operation/);
  });

  it("behind the host of another service does not make it Genesys Cloud's", async () => {
    const { ids } = await derived(
      write("main.tf.json", actions({ a: attributes("https://example.com/${var.path}/$${input.id}") })),
    );
    expect(ids[0]).toContain("operation/elsewhere");
    expect(ids[0]).not.toContain("request/terraform-expression");
  });

  it("may make the request as a whole", async () => {
    const { config_request: request, ...rest } = attributes("/api/v2/users");
    const dynamic = { config_request: [{ for_each: "${var.requests}", content: [request] }] };
    const { ids } = await derived(write("main.tf.json", actions({ a: { ...rest, dynamic } })));
    expect(ids[0]).toContain("request/terraform-expression");
  });

  it("in a host is told to be Terraform's", async () => {
    const { operations, said } = await derived(
      write("main.tf.json", actions({ a: attributes("${var.host}/api/v2/users/$${input.id}") })),
    );
    expect(operations).toEqual(["GET /api/v2/users/{userId}"]);
    expect(said.flat().find(({ id }) => id === "request/host-unknown")?.what).toContain("Terraform alone");
  });

  it("in a template keeps the rest from being called unused, and what is known from being unchecked", async () => {
    const action = attributes("/api/v2/users/$${input.idd}", "POST");
    const { said } = await derived(
      write(
        "main.tf.json",
        actions({
          a: {
            ...action,
            config_request: { ...action.config_request, request_template: "${local.nowhere}" },
            config_response: { translation_map: { x: "$.x" }, success_template: '{"x": ${var.y}}' },
          },
        }),
      ),
    );
    const ids = said.flat().map(({ id }) => id);
    expect(ids).toContain("template/unknown-input");
    expect(ids).toContain("import/template-unknown");
    expect(ids.filter((id) => /unused|response\//.test(id))).toEqual([]);
  });

  it("of a contract is not known, and no contract is said to be missing", async () => {
    const { ids } = await derived(
      write(
        "main.tf.json",
        actions({ a: attributes("/api/v2/users", "GET", { contract_input: "${var.contract}" }) }),
      ),
    );
    expect(ids.flat()).toContain("import/contract-unknown");
    expect(ids.flat()).not.toContain("import/no-contract");
  });

  it("is no name", async () => {
    const { calls } = await derived(
      write(
        "main.tf.json",
        actions({
          a: attributes("/api/v2/users", "GET", { name: "${var.name}" }),
          b: attributes("/api/v2/users", "GET", { name: "Of ${var.name}" }),
        }),
      ),
    );
    expect(calls.map(({ name }) => name)).toEqual(["a", "Of ${var.name}"]);
  });

  it("is not what Velocity's reference is, which is read, with a word on its escape", async () => {
    const file = write("main.tf.json", actions({ a: attributes("/api/v2/users/${input.id}") }));
    const { operations, ids } = await derived(file);
    expect(operations).toEqual(["GET /api/v2/users/{userId}"]);
    expect(ids.flat()).toContain("import/not-escaped");
  });
});

describe("what stands beside an action", () => {
  it("is put in: locals, variables, and functions of what is known", async () => {
    const { operations, calls, ids } = await derived(
      write(
        "main.tf",
        `locals {
           base   = "/api/v2"
           list   = ["p", "q"]
           paths  = { users = "\${local.base}/users", list = ["x", "groups"] }
           schema = { type = "object", properties = { id = { type = "string" } } }
         }
         variable "kind" { default = "routing" }
         resource "genesyscloud_integration_action" "a" {
           name = "A"
           contract_input = jsonencode(merge(local.schema, { title = "\${upper("x")} $\${y}" }))
           contract_output = jsonencode({ type = "object" })
           config_request {
             request_type = upper("get")
             request_url_template = "\${local.paths["users"]}/$\${input.id}?a=\${local.list[1]}"
             request_template = jsonencode({ "a" = "$\${input.id} <b>" })
             headers = merge({ A = "1" }, { (local.paths.list[1]) = "2" })
           }
         }
         resource "genesyscloud_integration_action" "b" {
           name = "B"
           config_request {
             request_type = "GET"
             request_url_template = "\${local.base}/\${var.kind}/queues/$\${input.id}"
           }
         }`,
      ),
    );
    expect(operations).toEqual(["GET /api/v2/users/{userId}", "GET /api/v2/routing/queues/{queueId}"]);
    expect(calls[0]).toMatchObject({
      input: { title: "X ${y}", type: "object" },
      output: { type: "object" },
      request: { url: "/api/v2/users/${input.id}?a=q", body: '{"a":"${input.id} \\u003cb\\u003e"}' },
    });
    expect(calls[0]).toMatchObject({ unknown: ["headers"] });
    expect(ids[1]).toContain("import/variable");
    expect(ids[0]).not.toContain("import/variable");
  });

  it("may be in other files of the directory, and values in those that Terraform reads by itself", async () => {
    const main = write(
      "main.tf.json",
      actions({
        a: attributes("${local.base}/users/$${input.id}"),
        b: attributes("/api/v2/${var.word}/$${input.id}"),
        c: attributes("/api/v2/users/${var.secret}"),
      }),
    );
    write(
      "locals.tf",
      'locals { base = "/api/v2" }\nvariable "word" {}\nvariable "secret" { sensitive = true }',
    );
    write("terraform.tfvars", 'word = "groups"\nsecret = "hunter2"\n');
    const { operations, skipped, said } = await derived(main);
    expect(operations).toEqual([
      "GET /api/v2/groups/{groupId}",
      "GET /api/v2/users/{userId}",
      "GET /api/v2/users/{userId}",
    ]);
    expect(JSON.stringify(said)).not.toContain("hunter2");
    expect((await derived(directory)).operations).toEqual(operations);
    expect(skipped).toEqual([]);
  });

  it("is not taken from files that are no module together", async () => {
    const main = write("main.tf.json", actions({ a: attributes("${local.base}/users/$${input.id}") }));
    write("locals.tf", 'locals { base = "/api/v2" }');
    write("other.tf.json", actions({ a: attributes("/api/v2/groups") }));
    expect((await derived(main)).operations).toEqual([undefined]);
  });

  it("that leads to itself is not known", async () => {
    const { operations } = await derived(
      write(
        "main.tf.json",
        actions(
          { a: attributes("${local.a}") },
          { locals: { a: "${local.b}${local.b}", b: "${local.a}${local.a}" } },
        ),
      ),
    );
    expect(operations).toEqual([undefined]);
  });

  it("tells how many a for_each makes, if that is known", async () => {
    const each = attributes("/api/v2/${each.value.path}/$${input.id}", "${each.value.method}", {
      name: "${each.key}",
      for_each: "${local.lookups}",
    });
    const set = attributes("/api/v2/${each.value}/$${input.id}", "GET", {
      for_each: '${toset(["users", "groups"])}',
    });
    const { operations, calls } = await derived(
      write(
        "main.tf.json",
        actions(
          { a: each, b: set },
          {
            locals: {
              lookups: {
                Queue: { path: "routing/queues", method: "DELETE" },
                User: { path: "users", method: "GET" },
              },
            },
          },
        ),
      ),
    );
    expect(calls.map(({ name }) => name)).toEqual(["Queue", "User", "Look up", "Look up"]);
    expect([...operations].sort()).toEqual([
      "DELETE /api/v2/routing/queues/{queueId}",
      "GET /api/v2/groups/{groupId}",
      "GET /api/v2/users/{userId}",
      "GET /api/v2/users/{userId}",
    ]);
  });

  it("tells whose an action is: in the file, and beside it", async () => {
    const belonging = (of: string) =>
      attributes("/api/v2/groups/$${input.id}", "DELETE", { integration_id: of });
    const main = write(
      "actions.tf.json",
      actions({
        a: belonging("${genesyscloud_integration.zen.id}"),
        b: belonging("${genesyscloud_integration.many[0].id}"),
        c: belonging("${genesyscloud_integration.platform.id}"),
        d: belonging("${var.integration_id}"),
        e: belonging("${genesyscloud_integration.functions.id}"),
      }),
    );
    write("integrations.tf", 'resource "genesyscloud_integration" "zen" { integration_type = local.type }');
    write("more.tf.json", {
      locals: { type: "zendesk-data-actions" },
      resource: {
        genesyscloud_integration: {
          many: integration("salesforce-datadip"),
          platform: integration("purecloud-data-actions"),
          functions: integration("function-data-actions"),
        },
      },
    });
    const { operations, ids, unusable } = await derived(main);
    expect(operations).toEqual([
      undefined,
      undefined,
      "DELETE /api/v2/groups/{groupId}",
      "DELETE /api/v2/groups/{groupId}",
    ]);
    expect(ids.map((each) => each.includes("operation/elsewhere"))).toEqual([true, true, false, false]);
    expect(unusable).toMatchObject([
      { id: "import/function", where: `${main}: genesyscloud_integration_action "e"` },
    ]);
  });

  it("of a web service may leave open where it calls", async () => {
    const { said } = await derived(
      write("main.tf.json", {
        resource: {
          genesyscloud_integration: { ws: integration("custom-rest-actions") },
          genesyscloud_integration_action: {
            a: attributes("${var.endpoint}", "POST", { integration_id: "${genesyscloud_integration.ws.id}" }),
          },
        },
      }),
    );
    expect(said.flat()).toContainEqual(expect.objectContaining({ id: "operation/elsewhere" }));
    expect(JSON.stringify(said)).not.toMatch(/var.endpoint.* is an address|not the Genesys Cloud API/);
  });
});

describe("what is no action, or is elsewhere", () => {
  it("is named as what it is", async () => {
    const file = write("main.tf.json", {
      resource: {
        genesyscloud_integration_action: {
          f: attributes("", "POST", { function_config: { file_path: "f.zip" } }),
          h: attributes("", "POST", { category: "Function_Data_Actions" }),
        },
        genesyscloud_integration_action_draft: { d: attributes("/api/v2/users") },
        genesyscloud_integration_function_action: { g: {} },
        genesyscloud_integration_custom_auth_action: { c: attributes("$${credentials.url}") },
      },
    });
    const { calls, unusable } = await readActions([file]);
    expect(calls).toEqual([]);
    expect(unusable.map(({ id, where }) => [id, where])).toEqual([
      ["import/function", `${file}: genesyscloud_integration_action "f"`],
      ["import/function", `${file}: genesyscloud_integration_action "h"`],
      ["import/draft", `${file}: genesyscloud_integration_action_draft "d"`],
      ["import/function", `${file}: genesyscloud_integration_function_action "g"`],
      ["import/custom-auth", `${file}: genesyscloud_integration_custom_auth_action "c"`],
    ]);
    for (const { message } of unusable)
      expect(message).not.toMatch(/Export the action again|Give the attributes/);
  });

  it("is a module whose files are not read, with its source and without its secrets", async () => {
    write(
      "main.tf",
      `module "near" { source = "./near" }
       module "up" { source = "../else" }
       module "far" { source = "git::https://me:hunter2@example.com/far.git?ref=main" }
       data "genesyscloud_integration_action" "built_in" { name = "x" }`,
    );
    write("near/main.tf.json", actions({ a: attributes("/api/v2/users") }));
    const { calls, skipped } = await readActions([directory]);
    expect(calls).toHaveLength(1);
    expect(skipped.map(({ source, read }) => [source.replace(/^.*: /, ""), read])).toEqual([
      ['module "far"', false],
      ['module "up"', false],
      ['data "genesyscloud_integration_action" "built_in"', false],
    ]);
    expect(JSON.stringify(skipped)).toContain("example.com/far.git");
    expect(JSON.stringify(skipped)).not.toContain("hunter2");
  });

  it("is a file of another kind, and a state beside its configuration", async () => {
    write("main.tf.json", actions({ a: attributes("/api/v2/users") }));
    const resource = { mode: "managed", type: "genesyscloud_integration_action", name: "a" };
    const state = write("terraform.tfstate", {
      version: 4,
      terraform_version: "1.9.0",
      resources: [{ ...resource, instances: [{ attributes: attributes("/api/v2/users/${input.id}") }] }],
    });
    write("notes.md", "");
    write("LICENSE", "");
    write(".terraform.lock.hcl", "");
    write("prod.auto.tfvars", "");
    write("plan.json", { format_version: "1.2", planned_values: {} });
    const { calls, skipped } = await readActions([directory]);
    expect(calls).toHaveLength(1);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("a plan of Terraform's"),
      expect.stringContaining("a state of Terraform's"),
      "2 files of other kinds in it: .md, LICENSE",
    ]);
    const named = await readActions([state]);
    expect(named.calls[0]?.request.url).toBe("/api/v2/users/${input.id}");
    expect(named.skipped).toEqual([]);
  });

  it("is what a plan leaves out", async () => {
    const resource = {
      address: "genesyscloud_integration_action.a",
      mode: "managed",
      type: "genesyscloud_integration_action",
      name: "a",
      values: attributes("/api/v2/users"),
    };
    const plan = { format_version: "1.2", planned_values: { root_module: { resources: [resource] } } };
    for (const [more, left] of [
      [{ complete: true, errored: false }, 0],
      [{ complete: false }, 1],
      [{ errored: true }, 1],
    ] as const) {
      const { calls, skipped } = await readActions([write("plan.json", { ...plan, ...more })]);
      expect([calls.length, skipped.length]).toEqual([1, left]);
    }
  });

  it("is the rest of a list of the API's", async () => {
    const entry = { name: "A", selfUri: "/api/v2/integrations/actions/custom_-_1", contract: {} };
    const file = write("page.json", { entities: [entry], pageNumber: 1, pageCount: 3 });
    // It is told from other JSON by itself.
    for (const path of [file, directory]) {
      const { unusable, skipped } = await readActions([path]);
      expect(unusable).toMatchObject([{ id: "import/no-config", where: `${file}: entry 1 "A"` }]);
      expect(skipped).toEqual([
        { source: file, reason: "it is page 1 of 3; the others are not in it", read: false },
      ]);
    }
  });

  it("is nothing at all in a configuration without actions", async () => {
    const file = write("main.tf", 'terraform { required_version = ">= 1.5" }\n');
    expect((await readActions([file])).unusable).toMatchObject([{ id: "import/nothing-found", where: file }]);
  });

  it.each([
    [500, "import/too-deep"],
    [100_000, "file/json"],
  ])("of a Terraform file nested %i levels deep is refused, and nothing falls over", async (levels, id) => {
    const deep = `${"[".repeat(levels)}${"]".repeat(levels)}`;
    const file = write(
      "main.tf.json",
      `{"resource": {"genesyscloud_integration_action": {"a": {"x": ${deep}}}}}`,
    );
    expect((await readActions([file])).unusable).toMatchObject([{ id }]);
    const state = write("a.tfstate", `{"terraform_version": "1", "resources": [${deep}]}`);
    expect((await readActions([state])).unusable).toMatchObject([{ id }]);
  });
});
