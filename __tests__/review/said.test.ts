import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { reviewPaths } from "../../src/cli/review-input";
import { ScopelockError } from "../../src/core/diagnostic";
import type { Review } from "../../src/review";
import { compareReviews } from "../../src/review/findings/compare";
import { DEFAULT_STOPS, verdict } from "../../src/review/findings/verdict";
import { reviewComment } from "../../src/review/render/comment";
import { differenceReport } from "../../src/review/render/difference";
import { reviewText } from "../../src/review/render/text";

/*
 * cases/cases.tsv: plans, and what their review must and must not say. The regular expressions are a guide to the
 * meaning. Kinds: plan, the review as text; expect, the second plan against the review of the first; head, what stands
 * above the comment's first section.
 */

const FOLDER = join(__dirname, "cases");
const rows = readFileSync(join(FOLDER, "cases.tsv"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [name = "", kind = "", plans = "", options = "", codes = "", must = "", mustNot = ""] =
      line.split("\t");
    return {
      name,
      kind,
      plans: plans.split(" "),
      options,
      codes: codes.split("|").filter(Boolean),
      must,
      mustNot,
    };
  });

const expression = (text: string) =>
  text.startsWith("(?s)") ? new RegExp(text.slice(4), "s") : new RegExp(text);
const reviewed = (plan: string, approved?: Review) =>
  reviewPaths([join(FOLDER, "plans", plan)], { environments: "no-such-directory" }, "2026-11-26", {
    approved,
  });
const stored = (review: Review): Review => JSON.parse(JSON.stringify(review));

async function said({
  kind,
  plans,
  options,
}: (typeof rows)[number]): Promise<{ code: number; text: string }> {
  try {
    const [first = "", second = ""] = plans;
    const review = await reviewed(first);
    if (kind === "expect") {
      const difference = compareReviews(stored(review), await reviewed(second, review));
      const code = difference.missing.length + difference.unexpected.length > 0 ? 4 : 0;
      return { code, text: String(differenceReport(difference, "text")) };
    }
    const [, stops] = /--fail-on (\S+)/.exec(options) ?? [];
    const code = verdict(review, stops === undefined ? DEFAULT_STOPS : stops.split(","));
    const [head = ""] = reviewComment(review).split(/^###? (?=Alarms|New|What|Taken|Notes)/m);
    return { code, text: kind === "head" ? head : reviewText(review, createColors(false)) };
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return { code: 1, text: error.message };
  }
}

describe("the review", () => {
  it.each(rows)("of $plans says of $name what it must", async (row) => {
    const { code, text } = await said(row);
    if (row.codes.length > 0) expect(row.codes, text).toContain(String(code));
    if (row.must !== "") expect(text).toMatch(expression(row.must));
    if (row.mustNot !== "") expect(text).not.toMatch(expression(row.mustNot));
  });
});
