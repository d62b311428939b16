import { describe, expect, it } from "vitest";
import { DataAction, type DataActionProps } from "../../../src/core/action/data-action";
import { refusal } from "../errors";

const props: DataActionProps = {
  name: "Look up",
  input: { type: "object", properties: { phoneNumber: { type: "string" } } },
  output: { type: "object" },
  request: { method: "GET", url: "/api/v2/users/${input.phoneNumber}" },
};
const request = (change: object) =>
  ({ ...props, request: { ...props.request, ...change } }) as DataActionProps;

describe("a data action", () => {
  it("keeps what is declared, and takes the API's host off the URL", () => {
    const action = DataAction.define(
      request({ url: "https://api.mypurecloud.de/api/v2/users/${input.phoneNumber}" }),
    );
    expect(action.request.url).toBe("/api/v2/users/${input.phoneNumber}");
    expect(action.secure).toBe(false);
  });

  it.each<[string, DataActionProps, string, RegExp]>([
    ["a misspelt method", request({ method: "GTE" }), "action/method", /"GTE".*Did you mean "GET"/s],
    ["a lower-case method", request({ method: "post" }), "action/method", /Did you mean "POST"/],
    [
      "double braces in the URL",
      request({ url: "/api/v2/users/{{input.phoneNumber}}" }),
      "template/mustache",
      /Write \$\{input\.phoneNumber\}/,
    ],
    [
      "double braces in the body",
      request({ body: '{"n": "{{ input.phoneNumber }}"}' }),
      "template/mustache",
      /in the body.*Write \$\{input\.phoneNumber\}/s,
    ],
    [
      "double braces in the success template",
      { ...props, response: { successTemplate: "{{x}}" } },
      "template/mustache",
      /success template/,
    ],
    [
      "an Authorization header",
      request({ headers: { authorization: "Bearer x" } }),
      "action/authorization-header",
      /"authorization".*Remove the header/s,
    ],
    [
      "an input that is not in the contract",
      request({ url: "/api/v2/users/${input.PhoneNumber}" }),
      "template/unknown-input",
      /Did you mean \$\{input\.phoneNumber\}/,
    ],
    [
      "a reference that is never closed",
      request({ url: "/api/v2/users/${input.phoneNumber/queues" }),
      "template/unclosed",
      /"\$\{input\.phoneNumber\/queues".*Close/s,
    ],
    [
      "a call that is never closed",
      request({ url: "/api/v2/users/$esc.url(${input.phoneNumber}/queues" }),
      "template/unclosed",
      /Close/,
    ],
    ["a URL that is none", request({ url: undefined }), "action/url", /begins with \/api\/v2\//],
    [
      "an empty list of stated permissions",
      { ...props, permissions: { anyOf: [] as never, because: "none is needed" } },
      "permission/not-stated",
      /no permission/,
    ],
    [
      "a foreign URL",
      request({ url: "https://example.com/api/v2/users" }),
      "action/url",
      /begins with \/api\/v2\//,
    ],
    ["a time-out out of range", { ...props, timeoutSeconds: 61 }, "action/timeout", /61.*1 to 60/s],
    ["an empty name", { ...props, name: " " }, "action/name", /1 to 256/],
    ["a name too long", { ...props, name: "x".repeat(257) }, "action/name", /257 characters/],
    [
      "an input contract that is no object",
      { ...props, input: { type: "array" } },
      "action/input-contract",
      /"array"/,
    ],
    [
      "stated permissions without a reason",
      { ...props, permissions: { anyOf: ["a:b:c"], because: "" } },
      "permission/because",
      /because/,
    ],
    ["scopes", { ...props, scopes: ["users"] } as never, "action/scopes", /permissions, through roles/],
    [
      "a misspelt property",
      { ...props, catgory: "x" } as never,
      "action/unknown-key",
      /"catgory".*Did you mean "category"/s,
    ],
    ["a body that is no text", request({ body: { a: 1 } }), "action/type", /"request\.body" is an object/],
    [
      "a header that is no text",
      request({ headers: { a: 5 } }),
      "action/type",
      /"request\.headers\.a" is a number/,
    ],
    [
      "headers that are no object",
      request({ headers: "a: 5" }),
      "action/type",
      /"request\.headers" is a text/,
    ],
    ["a response that is none", { ...props, response: 5 as never }, "action/type", /"response" is a number/],
    [
      "a preference that is no list",
      { ...props, prefer: "a:b:c" as never },
      "action/type",
      /"prefer" is a text/,
    ],
    ["an empty preference", { ...props, prefer: [] as never }, "action/type", /"prefer" is an empty list/],
    [
      "no permissions at all",
      { ...props, permissions: null as never },
      "action/type",
      /"permissions" is null/,
    ],
    [
      "a stated permission that is no list",
      { ...props, permissions: { anyOf: "a:b:c" as never, because: "so" } },
      "action/type",
      /"permissions\.anyOf" is a text/,
    ],
    ["a probe that is none", { ...props, probe: 5 as never }, "probe/input", /no input/],
    ["nothing", undefined as never, "action/type", /"request" is missing/],
    ["null", null as never, "action/type", /"request" is missing/],
    ["an empty object", {} as never, "action/type", /"request" is missing/],
  ])("is refused with %s", (_, declared, id, message) => {
    const error = refusal(() => DataAction.define(declared));
    expect(error.id).toBe(id);
    expect(error.where).toContain("data action");
    expect(error.message).toMatch(message);
    expect(error.fix).not.toBe("");
  });

  it("may call what the input has: that is no name", () => {
    expect(() =>
      DataAction.define(request({ url: '/api/v2/users/${input.get("phoneNumber")}' })),
    ).not.toThrow();
  });

  it("may refer to what exists on every input", () => {
    expect(() => DataAction.define(request({ body: "${input.rawRequest}" }))).not.toThrow();
  });
});
