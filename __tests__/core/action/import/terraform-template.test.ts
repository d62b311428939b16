import fc from "fast-check";
import { expect, it } from "vitest";
import { escapedValue, partsOf, readSource } from "../../../../src/core/action/import/terraform-template";

it.each<[string, string, readonly string[]]>([
  ["/a/$${input.x}", "/a/${input.x}", []],
  ["%%{x}$$${y}", "%{x}$${y}", []],
  ["/a/${var.b}/$${input.x}", "/a/${var.b}/${input.x}", ["var.b"]],
  ['${local.ids["on-}call"]}/x', '${local.ids["on-}call"]}/x', ['local.ids["on-}call"]']],
  ["${~ each.value.path ~}", "${each.value.path}", ["each.value.path"]],
  [
    "${genesyscloud_routing_queue.q.id}",
    "${genesyscloud_routing_queue.q.id}",
    ["genesyscloud_routing_queue.q.id"],
  ],
  ["${data.genesyscloud_user.u.id}", "${data.genesyscloud_user.u.id}", ["data.genesyscloud_user.u.id"]],
  ["${module.m.url}", "${module.m.url}", ["module.m.url"]],
  ['${var.a ? "${var.b}}" : "c"}d', '${var.a ? "${var.b}}" : "c"}d', ['var.a ? "${var.b}}" : "c"']],
  ['${jsonencode({ a = "$${b}" })}', '${jsonencode({ a = "$${b}" })}', ['jsonencode({ a = "$${b}" })']],
  [
    '${f({ # }\n a = 1 // "\n /* } \n */ })}b',
    '${f({ # }\n a = 1 // "\n /* } \n */ })}b',
    ['f({ # }\n a = 1 // "\n /* } \n */ })'],
  ],
  ['${f(<<-E\n }} " E\n  E\n)}b', '${f(<<-E\n }} " E\n  E\n)}b', ['f(<<-E\n }} " E\n  E\n)']],
  ["${!var.a}", "${!var.a}", ["!var.a"]],
  [
    "a%{ if var.b }c%{ else }d%{ endif }e",
    "a${%{ if var.b }c%{ else }d%{ endif }}e",
    ["%{ if var.b }c%{ else }d%{ endif }"],
  ],
  ["${var.never", "${var.never}", ["var.never"]],
  // Velocity's, not escaped: Terraform has no such roots.
  ["/a/${input.x}", "/a/${input.x}", []],
  ["${rawResult}", "${rawResult}", []],
  ["${credentials.url}/x", "${credentials.url}/x", []],
  ['${successTemplateUtils.firstFromArray("${x}")}', '${successTemplateUtils.firstFromArray("${x}")}', []],
  ["${data}${local}${each}", "${data}${local}${each}", []],
  ["#if(%{x})$x{}", "#if(%{x})$x{}", []],
])("%s is read as %s", (source, value, expressions) => {
  expect(readSource(source)).toMatchObject({ value, expressions });
});

it("a reference that is not escaped is noticed", () => {
  expect(readSource({ a: ["$${input.x}", "${var.x}"] }).bare).toBe(false);
  expect(readSource({ a: ["${input.x}"] }).bare).toBe(true);
});

it("what is escaped stands for itself, whatever it is", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("$", "%", "{", "}", '"', "\\", "~", "a", ".", "var.x", "if ") }),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.oneof(text, fc.dictionary(text, text)), (value) => {
      const { value: read, expressions } = readSource(escapedValue(value));
      expect(read).toEqual(value);
      expect(expressions).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

it("a long text takes time that grows with it", () => {
  const started = performance.now();
  partsOf("${".repeat(100_000));
  partsOf("${var.".repeat(100_000));
  partsOf(`${'${"'.repeat(50_000)}`);
  partsOf(`${"${f(<<A\n".repeat(20_000)}`);
  partsOf(`${"${f(/*".repeat(20_000)}`);
  partsOf("%{ if ".repeat(50_000));
  expect(performance.now() - started).toBeLessThan(2000);
});
