import { expect, it } from "vitest";
import { redirectUriRefusal } from "../../../src/core/stack/redirect-uri";

it.each([
  "https://app.example.com/callback",
  "https://app.example.com:8443/callback?from=genesys",
  "http://localhost:3000/callback",
  "http://127.0.0.1/callback",
  "http://[::1]:3000/callback",
])("%s may be sent to", (uri) => {
  expect(redirectUriRefusal(uri)).toBeUndefined();
});

it.each([
  ["http://app.example.com/callback", "is not encrypted"],
  ["http://localhost.example.com/", "is not encrypted"],
  ["https://app.example.com/#token", "has a fragment"],
  ["https://app.example.com/#", "has a fragment"],
  ["https://*.example.com/callback", "holds a wildcard"],
  ["/callback", "is not absolute"],
  ["app.example.com/callback", "is not absolute"],
  ["", "is not absolute"],
  ["https://user:word@app.example.com/", "holds credentials"],
  ["javascript:alert(1)", "has the scheme javascript:"],
  ["myapp://callback", "has the scheme myapp:"],
])("%s may not: it %s", (uri, what) => {
  const refused = redirectUriRefusal(uri);
  expect(refused?.id).toBe("client/redirect-uri");
  expect(refused?.what).toContain(what);
});
