import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowedAddressesRefusal } from "../../../src/core/stack";
import { schemaFile } from "../../../src/core/terraform/providers/providers";
import { parseEnvironment } from "../../../src/environment/load";
import { DataActionIntegration } from "../../../src/integration/data-action-integration";
import { ROOT } from "../../process";
import { actionOf, around, TestStack } from "../../synth";
import { refusal } from "../errors";

const what = (...addresses: string[]) => allowedAddressesRefusal(addresses)?.what;
const many = Array.from({ length: 151 }, (_, at) => `203.0.113.${at}`);

describe("allowed IP addresses", () => {
  it("are IPv4 addresses and networks", () => {
    for (const good of [
      ["203.0.113.7"],
      ["203.0.113.0/25", "203.0.113.128"],
      ["198.51.100.7/32"],
      ["128.0.0.0/1"],
      many.slice(1),
    ])
      expect(what(...good), good.join()).toBeUndefined();
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no address", ["example.com"], /"example.com" is neither an IPv4 address nor a network in CIDR form/],
    ["an octet too large", ["203.0.113.256"], /is neither/],
    ["three octets", ["203.0.113"], /is neither/],
    ["blanks", [" 203.0.113.7"], /is neither/],
    ["a range", ["203.0.113.1-203.0.113.9"], /is neither/],
    ["a port", ["203.0.113.7:443"], /is neither/],
    ["33 bits", ["203.0.113.0/33"], /is neither/],
    ["two slashes", ["203.0.113.0/24/1"], /is neither/],
    ["no bits", ["203.0.113.0/"], /is neither/],
    ["bits in another form", ["203.0.113.0/255.255.255.0"], /is neither/],
    ["nothing", [""], /"" is neither/],
    ["every address", ["0.0.0.0/0"], /is every address/],
    ["every address, from one on", ["203.0.113.0/0"], /is every address/],
    ["IPv6", ["2001:db8::1"], /is IPv6/],
    ["an IPv6 network", ["2001:db8::/32"], /is IPv6/],
    ["host bits", ["203.0.113.7/24"], /is an address within a network, not the network/],
    ["a duplicate", ["203.0.113.7", "203.0.113.7"], /"203.0.113.7" is listed twice/],
    [
      "one in two forms",
      ["203.0.113.7", "203.0.113.7/32"],
      /"203.0.113.7" and "203.0.113.7\/32" are the same/,
    ],
    [
      "one within another",
      ["203.0.113.7", "198.51.100.1", "203.0.113.0/24"],
      /"203.0.113.7" lies within "203.0.113.0\/24"/,
    ],
    [
      "two that begin alike",
      ["203.0.113.0/25", "203.0.113.0/24"],
      /"203.0.113.0\/25" lies within "203.0.113.0\/24"/,
    ],
    [
      "every address in halves",
      ["128.0.0.0/1", "0.0.0.0/1"],
      /"128.0.0.0\/1" and "0.0.0.0\/1" are every address/,
    ],
    [
      "every address in quarters",
      ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"],
      /are every address/,
    ],
    ["an endless text", ["9".repeat(100_000)], /^.{60,200}$/],
    ["an empty list", [], /is empty/],
    ["too many", many, /too long: 151/],
  ])("are not %s: one sentence, with what to write", (_, addresses, expected) => {
    const refused = allowedAddressesRefusal(addresses);
    expect(refused).toMatchObject({ id: "client/allowed-addresses", what: expect.stringMatching(expected) });
    expect(refused?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ["10.0.0.0/8", "private"],
    ["172.16.0.0/12", "private"],
    ["192.168.0.0/16", "private"],
    ["127.0.0.0/8", "of the machine itself"],
    ["169.254.0.0/16", "link-local"],
    ["100.64.0.0/10", "of a carrier's own network"],
    ["0.0.0.0/8", "of no host"],
    ["224.0.0.0/4", "of multicast"],
    ["240.0.0.0/4", "reserved"],
  ])("are not within %s, %s: no call from the internet has such an address", (network, word) => {
    const [address = "", bits] = network.split("/");
    const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const text = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (part) => {
        const inside = first + Math.floor(part * 2 ** (32 - Number(bits)));
        for (const each of [network, text(inside), `${text(inside)}/32`])
          expect(what("203.0.113.7", each), each).toMatch(new RegExp(`${word}.*no call from the internet`));
      }),
    );
    for (const outside of [first - 1, first + 2 ** (32 - Number(bits))])
      if (outside > 0 && first < 224 * 2 ** 24) expect(what(text(outside)), text(outside)).toBeUndefined();
  });

  it("overlap nowhere: of any two networks that share an address both are named", () => {
    const network = fc
      .tuple(fc.nat({ max: 255 }), fc.integer({ min: 24, max: 32 }))
      .map(([octet, bits]) => `203.0.113.${octet - (octet % 2 ** (32 - bits))}/${bits}`);
    const octets = (text: string) => {
      const [, octet = 0, bits = 32] = (/(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
      return Array.from({ length: 2 ** (32 - bits) }, (_, at) => octet + at);
    };
    fc.assert(
      fc.property(network, network, (a, b) => {
        const shared = octets(a).some((octet) => octets(b).includes(octet));
        const refused = what("198.51.100.7", a, b);
        expect(refused === undefined).toBe(!shared);
        if (shared) for (const text of [a, b]) expect(refused).toContain(`"${text}"`);
      }),
    );
  });

  it("names the network that host bits stand in", () => {
    expect(allowedAddressesRefusal(["203.0.113.200/26"])?.fix).toBe(
      "Write 203.0.113.192/26 for the network, or 203.0.113.200 for the one address.",
    );
  });

  it("are checked and kept by an integration, sorted, and change nothing that Terraform gets", () => {
    const build = (allowedIpAddresses?: string[]) => {
      const stack = new TestStack();
      const { model } = new DataActionIntegration(stack, "crm", {
        ...around,
        actions: [actionOf("A", "/api/v2/routing/queues")],
        ...(allowedIpAddresses && { allowedIpAddresses }),
      });
      return { model, stack };
    };
    const { model, stack } = build(["203.0.113.7", "198.51.100.0/24"]);
    expect(model.allowedIpAddresses).toEqual(["198.51.100.0/24", "203.0.113.7"]);
    expect(stack.synth().resource).toEqual(build().stack.synth().resource);
    expect(stack.warnings()).toEqual([expect.stringContaining("[SL049]")]);
    expect(refusal(() => build(["::1"]))).toMatchObject({ id: "client/allowed-addresses", where: "dev/crm" });
  });

  it("stand in an environment file beside the region or the gateway", () => {
    const file = (allowedIpAddresses: unknown) =>
      JSON.stringify({
        genesys: { region: "eu-west-1", allowedIpAddresses },
        vault: { address: "https://v", mount: { path: "kv", managed: false } },
        backend: { type: "local", path: "s" },
        rotation: { live: [1], current: 1 },
      });
    const { genesys } = parseEnvironment("dev.json", file(["203.0.113.0/24"]));
    expect(genesys.allowedIpAddresses).toEqual(["203.0.113.0/24"]);
    expect(refusal(() => parseEnvironment("dev.json", file(["203.0.113.7/24"])))).toMatchObject({
      id: "client/allowed-addresses",
      where: "dev.json: genesys.allowedIpAddresses",
      what: expect.stringContaining('"203.0.113.7/24" is an address within a network'),
    });
    for (const bad of [[], "203.0.113.7", [7], ["::1"], ["a"], null])
      expect(refusal(() => parseEnvironment("dev.json", file(bad))).id, JSON.stringify(bad)).toBe(
        "environment/invalid",
      );
  });

  it("are not set by the recorded provider: once its schema has an attribute for them, write it and drop SL049", () => {
    const schemas = JSON.parse(readFileSync(join(ROOT, "schemas", schemaFile("genesyscloud")), "utf8"));
    const { resource_schemas: resources } =
      schemas.provider_schemas["registry.terraform.io/mypurecloud/genesyscloud"];
    const attributes = Object.keys(resources.genesyscloud_oauth_client.block.attributes);
    expect(attributes.filter((name) => /(^|_)ip(_|s?$)|cidr|address/i.test(name))).toEqual([]);
    expect(attributes).toContain("access_token_validity_seconds");
  });
});
