import { describe, expect, it } from "vitest";
import { differences } from "./compare";
import { DIFFERENCES, expectedLife, HEALED } from "./expected";
import { type Life, recordedLife, type Sent } from "./life";

/* What is compared in __tests__/e2e/requests.test.ts must be able to differ. */

const life = expectedLife(recordedLife());
const everyRequest = life.flatMap(({ requests }, step) => requests.map((_, at) => [step, at] as const));
const edited = (step: number, at: number, edit: (sent: Sent) => readonly Sent[]): Life =>
  life.map((each, index) =>
    index === step
      ? { ...each, requests: each.requests.flatMap((sent, i) => (i === at ? edit(sent) : [sent])) }
      : each,
  );

describe("the comparison of two lives", () => {
  it("finds nothing between a life and itself, also with other ids, ports, secrets and orders of queries", () => {
    expect(differences(life, life)).toEqual([]);
    const other = JSON.parse(
      JSON.stringify(life)
        .replace(/<id-(\d+)>/g, (_, id) => `00000000-0000-4000-8000-${String(id).padStart(12, "0")}`)
        .replaceAll("http://127.0.0.1", "http://127.0.0.1:4711")
        .replaceAll("<secret>", "s3cret")
        .replaceAll("pageSize=100&pageNumber=1", "pageNumber=1&pageSize=100"),
    );
    expect(differences(life, other)).toEqual([]);
  });

  it.each<[string, (sent: Sent) => readonly Sent[], RegExp]>([
    ["left out", () => [], /is missing|should be/],
    ["sent twice", (sent) => [sent, sent], /is one too many|should be/],
    ["another verb", (sent) => [{ ...sent, method: "HEAD" }], /should be .* and is HEAD/],
    ["another status", (sent) => [{ ...sent, status: 599 }], /should be .* 599/],
    ["another path", (sent) => [{ ...sent, path: sent.path.replace(/(\?|$)/, "x$1") }], /./],
    ["a body with one thing more", (sent) => [{ ...sent, body: more(sent.body) }], /should be/],
  ])("names every request that is %s", (_, edit, said) => {
    for (const [step, at] of everyRequest) {
      const found = differences(life, edited(step, at, edit));
      // Of a client whose making is not seen, what follows has no name either: more may be found.
      const where = `${life[step]?.step}: `;
      expect(found.filter((each) => each.startsWith(where) && said.test(each)).length).toBeGreaterThan(0);
    }
  });

  it("says of a step that it did not happen, or should not have", () => {
    expect(differences(life, life.slice(1))).toContain("first deploy: did not happen");
    expect(differences(life.slice(1), life)).toContain("first deploy: is not in the recording");
  });

  it("knows what every request is about", () => {
    expect(differences(life, []).filter((found) => /nobody knows|unknown/.test(found))).toEqual([]);
    const odd = edited(0, 0, (sent) => [sent, { ...sent, path: "/v2/odd" }]);
    expect(differences(life, odd)).toEqual([
      expect.stringContaining("what nobody knows: request 1 is one too many: POST /v2/odd"),
    ]);
  });
});

const more = (body: string) => (body.startsWith("{") ? body.replace("{", '{"more":1,') : `${body}&more=1`);

describe("what the manifest's type changes", () => {
  const manifests = (of: Life) =>
    of.flatMap(({ step, requests }) =>
      requests
        .filter(({ path }) => path.endsWith("/manifest"))
        .map(({ method, path }) => ({ step, asked: `${method} ${path.split("/")[3]}` })),
    );

  it("is all in the recording", () => {
    const asked = new Set(
      recordedLife().flatMap(({ requests }) => requests.map(({ method, path }) => `${method} ${path}`)),
    );
    for (const { recorded } of DIFFERENCES) expect(asked).toContain(recorded);
  });

  it("is of the manifest alone, and leaves no request for metadata but that which destroys them", () => {
    const others = (of: Life) =>
      of
        .flatMap(({ requests }) => requests)
        .filter(({ path }) => !path.endsWith("/manifest"))
        .filter(({ path }) => !path.endsWith("/lookup-self"));
    expect(others(life)).toEqual(others(recordedLife()));
    expect(manifests(life).filter(({ asked }) => asked.endsWith("metadata"))).toEqual([
      { step: "destroy", asked: "DELETE metadata" },
    ]);
  });

  it("mends what was edited by hand, which the recorded type did not", () => {
    const writes = (of: Life) => manifests(of).filter(({ asked }) => asked === "PUT data");
    expect(writes(life).filter(({ step }) => step === HEALED)).toHaveLength(1);
    expect(writes(recordedLife()).filter(({ step }) => step === HEALED)).toEqual([]);
  });
});
