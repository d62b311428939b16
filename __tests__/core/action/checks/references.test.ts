import { describe, expect, it } from "vitest";
import { wording } from "../../errors";
import { problems, told } from "./told";

const input = {
  type: "object",
  properties: { id: { type: "string" }, phoneNumber: { type: "string" }, "a-b": { type: "string" } },
  required: ["id", "phoneNumber", "a-b"],
};
const optional = { ...input, required: ["id"] };
const post = (body: string, schema: object = input) => ({
  input: schema,
  request: { method: "POST", url: "/api/v2/users", body },
});
const ALL = "${input.id}${input.phoneNumber}${input.a-b}";

describe("references to inputs", () => {
  it.each<[string, string, string[]]>([
    ["in every form", "$input.id $!{input.phoneNumber} $esc.jsonString(${input.a-b})", []],
    ["all at once", "${input.rawRequest}", []],
    ["by a call", '${input.get("x")}', []],
    ["by a name that is not known here", "$input[$x]", ["warning template/unknown-variable"]],
    ["with a method", `${ALL}\${input.id.replace(' ', '')}`, []],
    ["side by side without braces", "$input.id-$input.phoneNumber-$input.a-b", []],
    ["to what exists on every input", `${ALL}\${input.orgId}\${input.integrationId}`, []],
    [
      "in other letters",
      "${input.ID}${input.PhoneNumber}${input.a-b}",
      ["error template/unknown-input", "error template/unknown-input"],
    ],
    ["to what is not there", `${ALL}\${input.nothing}\${input.nothing}`, ["error template/unknown-input"]],
    ["in a comment", `${ALL} ## \${input.nothing}`, []],
    ["that are escaped", `${ALL} \\\${input.nothing}`, []],
    ["with $Input", `${ALL}\${Input.id}`, ["warning template/input-letters"]],
    ["with a variable of that name", `${ALL}#set($Input = 1)$Input`, []],
    ["without input.", `${ALL}\${phoneNumber}`, ["error template/unknown-variable"]],
    ["without input. and braces", `${ALL}"$phoneNumber"`, ["warning template/unknown-variable"]],
    [
      "to a variable of its own",
      `${ALL}#set($x = 1)$x #foreach($y in [1])$y$foreach.index#end`,
      ["warning template/directive"],
    ],
    ["to tools", `${ALL}$math.add(1, 2)$encoding.base64("a")$esc.quote`, []],
    ["with money", `${ALL} $5 $ $$`, []],
    ["that miss one", "${input.id}${input.a-b}", ["note contract/unused-input"]],
  ])("%s", (_, body, expected) => {
    expect(told(post(body))).toEqual(expected);
  });

  it("suggest what was meant, other letters first", () => {
    const properties = { conversationId: {}, ConversationIDs: {} };
    const found = problems(post("${input.ConversationID}", { type: "object", properties }));
    expect(found.find(({ id }) => id === "template/unknown-input")).toMatchObject({
      what: expect.stringContaining("${input.ConversationID} in the body"),
      fix: expect.stringContaining("Did you mean ${input.conversationId}?"),
    });
  });

  it("suggest nothing that is far", () => {
    const found = problems(post(`${ALL}\${input.somethingElse}`));
    expect(found[0]?.fix).toBe('Correct the name, or add "somethingElse" to the contract\'s properties.');
  });

  it.each<[string, string]>([
    ["the URL", "url"],
    ["the header X", "headers"],
    ["the body", "body"],
    ["the success template", "successTemplate"],
  ])("are looked for in %s", (place, part) => {
    const text = "/api/v2/users/${input.nothing}";
    const found = problems({
      request: {
        method: "POST",
        ...(part === "headers" ? { headers: { X: text } } : part !== "successTemplate" && { [part]: text }),
      },
      ...(part === "successTemplate" && { response: { successTemplate: `{"id": "${text}"}` } }),
    });
    expect(found.find(({ id }) => id === "template/unknown-input")?.what).toContain(place);
  });

  it("in the body of GET, which is not sent, matter little", () => {
    expect(told({ request: { body: "${input.nothing}" } })).toEqual(["warning template/unknown-input"]);
    const unused = { type: "object", properties: { userId: {}, b: {} }, required: ["userId"] };
    const found = problems({ input: unused, request: { body: "${input.rawRequest}" } });
    expect(found).toMatchObject([{ id: "contract/unused-input", severity: "note" }]);
    expect(wording(found[0])).toMatch(/: b\. GET sends no body/);
  });

  it.each<[string, string, string[]]>([
    ["plainly", ALL, ["note template/optional-input"]],
    ["quietly", "${input.id}$!{input.phoneNumber}$!input.a-b", []],
    ["with another value", "${input.id}$!{input.phoneNumber}${input.a-b|'x'}", []],
    [
      "if they are there",
      '${input.id}#if($input.phoneNumber)${input.phoneNumber}#end#if("$!{input.a-b}" != "")${input.a-b}#end',
      [],
    ],
    [
      "if something else is",
      "${input.id}$!{input.a-b}#if($input.id)${input.phoneNumber}#end",
      ["note template/optional-input"],
    ],
  ])("that are optional: %s", (_, body, expected) => {
    expect(told(post(body, optional))).toEqual(expected);
  });

  it("that are optional are told of once, all together", () => {
    expect(problems(post(ALL, optional))[0]?.what).toContain("phoneNumber, a-b");
  });
});
