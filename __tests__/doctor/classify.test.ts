import { describe, expect, it } from "vitest";
import { type ApiCause, classifyApi, isRefusal, lacksExecutePermission } from "../../src/doctor/classify-api";
import { classifyToken, type TokenCause } from "../../src/doctor/classify-token";
import { classifyVault, type VaultCause } from "../../src/doctor/classify-vault";
import type { HttpResponse, NetworkFailure } from "../../src/doctor/reply";

const answer = (status: number, code?: string, message?: string, details: string[] = []): HttpResponse => ({
  kind: "response",
  status,
  code,
  message,
  details,
});
const silence = (reason: NetworkFailure["reason"]): NetworkFailure => ({
  kind: "failure",
  reason,
  detail: "",
});

describe("an answer of the API", () => {
  it.each<[string, HttpResponse | NetworkFailure, ApiCause, string[]]>([
    ["200", answer(200), "success", []],
    [
      "401 without a token",
      answer(401, "authentication.required", "No authentication bearer token"),
      "token",
      [],
    ],
    ["401 of a revoked token", answer(401, "bad.credentials", "Invalid login credentials."), "token", []],
    ["401 of an expired token", answer(401, "credentials.expired", "expired"), "token", []],
    ["401 that speaks of permissions", answer(401, "x", "needs [a:b:c]"), "token", []],
    [
      "C5: at least one of",
      answer(
        403,
        "missing.any.permissions",
        "You must have at least one of the following permissions assigned: [processautomation:trigger:edit, processautomation:trigger:view]",
      ),
      "permission",
      ["processautomation:trigger:edit", "processautomation:trigger:view"],
    ],
    [
      "C6: all of",
      answer(403, "missing.permissions", "missing: [journey:actionmap:view]"),
      "permission",
      ["journey:actionmap:view"],
    ],
    [
      "C10: the code of before",
      answer(403, "forbidden", "Missing permission a:b:c"),
      "permission",
      ["a:b:c"],
    ],
    [
      "C10: a code of a refusal with another status",
      answer(400, "missing.any.permissions", "[a:b:c]"),
      "permission",
      ["a:b:c"],
    ],
    [
      "C7: the server's insides",
      answer(
        403,
        "missing.permissions",
        "You are missing the following permission(s): com.inin.pubapi.iam.util.ResourcePermission",
      ),
      "unnamed",
      [],
    ],
    [
      "C1: a user is missing",
      answer(403, "not.authorized", "You are not authorized to perform the requested action."),
      "access",
      [],
    ],
    ["403 without a word", answer(403), "access", []],
    ["404", answer(404, "not.found"), "not-found", []],
    ["400", answer(400, "bad.request"), "request", []],
    ["415", answer(415, "unsupported.media.type"), "request", []],
    ["C21: 429", answer(429, "too.many.requests", "Rate limit exceeded the maximum"), "rate-limit", []],
    ["500", answer(500, "internal.server.error"), "server", []],
    ["503", answer(503), "server", []],
    ["504", answer(504, "request.timeout"), "timeout", []],
    ["408", answer(408), "timeout", []],
    ["a redirect", answer(302), "unexpected", []],
    ["no answer in time", silence("timeout"), "timeout", []],
    ["no connection", silence("unreachable"), "unreachable", []],
    ["a page of a proxy's", silence("unusable"), "unexpected", []],
  ])("%s", (_, reply, cause, permissions) => {
    expect(classifyApi(reply)).toMatchObject({ cause, permissions });
  });

  it("is a refusal that waiting may mend only with 403", () => {
    const causes = [
      answer(403),
      answer(403, "missing.permissions", "[a:b:c]"),
      answer(403, "missing.permissions", "x"),
    ];
    expect(causes.map((each) => isRefusal(classifyApi(each)))).toEqual([true, true, true]);
    for (const other of [answer(200), answer(401), answer(404), answer(429), silence("timeout")])
      expect(isRefusal(classifyApi(other))).toBe(false);
  });

  it("tells a refused execution from an execution that was refused", () => {
    const message = "at least one of: [bridge:actions:execute, integrations:action:execute]";
    expect(lacksExecutePermission(answer(403, "missing.any.permissions", message))).toBe(true);
    expect(
      lacksExecutePermission(answer(403, "missing.any.permissions", message, ["ACTION.REMOTE_ENDPOINT"])),
    ).toBe(false);
    expect(
      lacksExecutePermission(answer(403, "missing.any.permissions", "[externalContacts:contact:view]")),
    ).toBe(false);
    expect(lacksExecutePermission(silence("timeout"))).toBe(false);
  });
});

it.each<[HttpResponse | NetworkFailure, TokenCause]>([
  [answer(400, "invalid_client", "client not found"), "client-unknown"],
  [answer(400, "invalid_client", "authentication failed"), "secret-wrong"],
  [answer(401, "invalid_client"), "secret-wrong"],
  [answer(400, "invalid_client", "something new"), "secret-wrong"],
  [answer(400, "invalid_client", "client is not active"), "client-inactive"],
  [answer(400, "unauthorized_client", "grant type is not allowed"), "refused"],
  [answer(400, "invalid_request", "rate limit exceeded; try again"), "rate-limit"],
  [answer(429), "rate-limit"],
  [answer(503), "no-answer"],
  [answer(307), "no-answer"],
  [silence("unreachable"), "no-answer"],
  [silence("unusable"), "no-answer"],
])("the login host's %o is %s", (reply, cause) => {
  expect(classifyToken(reply)).toBe(cause);
});

it.each<[HttpResponse | NetworkFailure, VaultCause]>([
  [answer(404), "missing"],
  [answer(404, "deleted"), "deleted"],
  [answer(404, undefined, 'no handler for route "kv/data/x". route entry not found.'), "no-mount"],
  [answer(403, undefined, "1 error occurred: * permission denied"), "forbidden"],
  [answer(403, undefined, "2 errors occurred: * permission denied * invalid token"), "bad-token"],
  [answer(503, undefined, "Vault is sealed"), "sealed"],
  [answer(503), "no-answer"],
  [answer(307), "redirect"],
  [answer(400, undefined, "no"), "unexpected"],
  [silence("timeout"), "no-answer"],
  [silence("unreachable"), "no-answer"],
  [silence("unusable"), "unexpected"],
])("Vault's %o is %s", (reply, cause) => {
  expect(classifyVault(reply)).toBe(cause);
});
