import { expect, it } from "vitest";
import { connectionFix } from "../../src/doctor/connection-fix";

const fix = (detail: string) =>
  connectionFix({ kind: "failure", reason: "unreachable", detail }, '"vault.address"');

it.each([
  ["ECONNREFUSED", /^Start it, or correct host and port of "vault\.address": nothing listens/],
  ["ECONNREFUSED, by the proxy proxy.example.com:3128", /nothing listens/],
  ["ENOTFOUND", /Correct the host of "vault\.address"/],
  ["EAI_AGAIN", /name resolution/],
  ["SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /certificate is not trusted/],
  ["EPROTO", /http or https/],
  ["15 s", /firewall/],
  ["ETIMEDOUT", /firewall/],
  ["EOTHER", /^Check "vault\.address", the network/],
])("%s has a fix of its own", (detail, expected) => {
  expect(fix(detail)).toMatch(expected);
});
