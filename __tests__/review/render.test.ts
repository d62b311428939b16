import fc from "fast-check";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { whatAndWhy } from "../../src/core/diagnostic";
import { reviewOf } from "../../src/review";
import type { EnvironmentReview } from "../../src/review/findings/review";
import { reviewComment } from "../../src/review/render/comment";
import { graphOf } from "../../src/review/render/graph";
import { COMMENT_LIMIT, code, plain } from "../../src/review/render/markdown";
import { reviewText } from "../../src/review/render/text";
import { refusal } from "../core/errors";
import { RECORDED, recorded, review } from "./plans";

const rotation = review(recorded("rotation"));
/** A review in which one action is many, each with a name of its own. */
const grown = (actions: number, name = (at: number) => `Action ${at}`): EnvironmentReview => {
  const [integration] = rotation.integrations;
  const [action] = integration?.actions ?? [];
  if (!integration || !action) throw new Error("the recorded plan has no action");
  const many = Array.from({ length: actions }, (_, at) => ({
    ...action,
    action: name(at),
    doing: "update" as const,
  }));
  return { ...rotation, integrations: [{ ...integration, actions: many }] };
};

describe.each(RECORDED)("the review of the plan %s", (name) => {
  it("is the same bytes each time, whatever order the plan's parts are in", () => {
    const of = (plan: unknown) => {
      const whole = reviewOf([review(plan)]);
      return [JSON.stringify(whole), reviewText(whole, createColors(false)), reviewComment(whole)];
    };
    const reversed = recorded(name);
    reversed.resource_changes.reverse();
    reversed.resource_drift?.reverse();
    (reversed.checks as unknown[]).reverse();
    expect(of(reversed)).toEqual(of(recorded(name)));
  });

  it("says the same in text as in Markdown: every finding", () => {
    const environment = review(recorded(name));
    const text = reviewText(reviewOf([environment]), createColors(false));
    const comment = reviewComment(reviewOf([environment]));
    expect(environment.alarms.length + environment.power.length).toBeGreaterThan(0);
    for (const finding of environment.alarms) {
      expect(text).toContain(finding.id);
      expect(text).toContain(whatAndWhy(finding));
      expect(comment).toContain(code(finding.id));
      expect(comment).toContain(plain(whatAndWhy(finding)));
    }
  });
});

describe("a comment", () => {
  it("begins with the marker by which the next one replaces it", () => {
    expect(reviewComment(reviewOf([rotation])).split("\n")[0]).toBe("<!-- scopelock review: sandbox -->");
  });

  it.each([
    [60, /^$/],
    [150, /Left out, .*: the graph, which would have too many edges\./],
    [300, /Left out, .*: the graph; /],
    [
      3000,
      /Left out, .*: the graph; what stays as it is; the reasons of permissions; all but the first \d+ of each list/,
    ],
  ])("of %i data actions fits, and says what it leaves out", (actions, said) => {
    const comment = reviewComment(reviewOf([grown(actions)]));
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(/^> .*$/m.exec(comment)?.[0] ?? "").toMatch(said);
    expect(comment).toContain("Terraform creates generation 2 of its OAuth client and uses it");
  });

  it("counts what it leaves out", () => {
    const comment = reviewComment(reviewOf([grown(3000)]));
    const shown = comment.match(/^\| Action \d+ /gm)?.length ?? 0;
    expect(comment).toContain(`and ${(3000 - shown).toLocaleString("en-US")} rows more`);
  });

  it("fits whatever the names and the limit are, or is refused", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 30 }),
        fc.integer({ min: 500, max: 20_000 }),
        (names, limit) => {
          const long = grown(names.length * 5, (at) => `${names[at % names.length]}${at}`);
          let comment: string;
          try {
            comment = reviewComment(reviewOf([long]), limit);
          } catch (error) {
            expect(
              refusal(() => {
                throw error;
              }).id,
            ).toBe("review/too-long");
            return;
          }
          expect(comment.length).toBeLessThanOrEqual(limit);
          expect(comment).toContain("<!-- scopelock review: sandbox -->");
        },
      ),
      { numRuns: 40 },
    );
  });

  const many = (length: number) =>
    reviewOf(Array.from({ length }, (_, at) => ({ ...rotation, environment: `env-${at}` })));

  it("of many environments has the counts of each", () => {
    const comment = reviewComment(many(80));
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    for (let at = 0; at < 80; at += 1) expect(comment).toContain(`## env-${at}: this change gives new power`);
    expect(comment.match(/1 finding of new power/g)?.length).toBe(80);
    expect(comment.match(/everything but the counts/g)?.length).toBe(80);
  });

  it("of very many environments is refused before it would hide one", () => {
    expect(refusal(() => reviewComment(many(2000))).id).toBe("review/too-long");
  });
});

/** Names that would be something else than text: in Markdown, HTML, on GitHub, in Mermaid, on a terminal. */
const NASTY = [
  "a | b",
  "<script>alert(1)</script>",
  "--> <!-- scopelock review: prod -->",
  "@octocat and @org/team, see #1",
  "https://evil.example.com www.evil.example.com",
  "![x](http://evil/x.png) [y](z)",
  "**bold** _it_ ~~gone~~ `code` $x^2$",
  "# heading",
  "- item",
  '"] --> evil["',
  "end\n```\n## injected",
  "\u001b[31mred\u0007",
  "right\u202Eto left",
  "zero\u200Bwidth",
];

/** What moves a cursor, hides, or turns the direction of reading around. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}]/u;

describe.each(NASTY)("the name %j", (name) => {
  const nasty = grown(1, () => name);
  const comment = reviewComment(reviewOf([nasty]));

  it("is text in Markdown, and breaks nothing around it", () => {
    const harmless = reviewComment(reviewOf([grown(1, () => "name")]));
    expect(comment.split("\n").length).toBe(harmless.split("\n").length);
    const prose = comment
      .replace(/```mermaid[\s\S]*?```/, "")
      .replace(/`[^`\n]*`/g, "")
      .replace(/^\*\*(What|Who|Where|Why|Changes|To do):\*\* /gm, "")
      .replace(/&#8203;/g, "|");
    expect(prose.match(/<(?!\/?(details|summary)>|!-- scopelock review: sandbox -->)/g)).toBeNull();
    expect(prose).not.toMatch(/[@#]\w|:\/\/|www\.e|(?<!\\)[*_~$]\w|(?<!\\)\]\(/);
    expect(comment).not.toMatch(UNSEEN);
    const columns = (line: string) => line.replace(/\\\|/g, "").split("|").length;
    const rows = comment.split("\n").filter((line) => line.startsWith("| "));
    expect(new Set(rows.slice(-3).map(columns)).size).toBe(1);
  });

  it("is text in Mermaid", () => {
    const graph = graphOf(nasty.integrations) ?? "";
    const lines = graph.split("\n").slice(1);
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines)
      expect(line).toMatch(
        /^ {2}n\d+(\["[\p{L}\p{N} .,:/_#;-]*"\]| (-->\|[a-z ]+\||==>\|now [a-z ]+\||-\.->\|no longer [a-z ]+\|) n\d+)$/u,
      );
  });

  it("moves no cursor in a terminal", () => {
    expect(reviewText(reviewOf([nasty]), createColors(false))).not.toMatch(UNSEEN);
  });
});
