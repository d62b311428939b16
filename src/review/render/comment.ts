import { ScopelockError } from "../../core/diagnostic";
import type { EnvironmentReview, Review } from "../findings/review";
import { graphOf } from "./graph";
import { type Line, present, type Section, type Shape } from "./lines";
import { COMMENT_LIMIT, code, markdownTable, plain } from "./markdown";
import { pageOf, WHOLE } from "./page";

interface Step extends Shape {
  readonly graph: boolean;
  /** No list, only the headline, its counts and what to do. @default - all */
  readonly isCount?: boolean;
  readonly leavesOut: string;
}

const BARE = { ...WHOLE, graph: false, unchanged: false, reasons: false };

/** What is left out, in this order, until a comment fits. Each step leaves out what the ones before it do. */
const STEPS: readonly Step[] = [
  { ...WHOLE, graph: true, leavesOut: "" },
  { ...WHOLE, graph: false, leavesOut: "the graph" },
  { ...WHOLE, graph: false, unchanged: false, leavesOut: "what stays as it is" },
  { ...BARE, leavesOut: "the reasons of permissions" },
  ...[100, 30, 10, 3, 1].map((rows) => ({
    ...BARE,
    rows,
    text: 300,
    leavesOut: `all but the first ${rows} of each list, and long texts`,
  })),
  { ...BARE, rows: 0, text: 300, isCount: true, leavesOut: "everything but the counts" },
];

/**
 * A review as a comment in a pull request, with the marker by which the next one replaces it. One that would be too
 * long says less, and says what it does not say.
 * @param limit of the whole. Characters.
 * @throws {@link ScopelockError} `review/too-long` when not even the counts fit: too many environments in one comment.
 */
export function reviewComment({ environments }: Review, limit = COMMENT_LIMIT): string {
  const each = Math.floor(limit / Math.max(1, environments.length));
  return environments.map((environment) => fitted(environment, each)).join("");
}

function fitted(environment: EnvironmentReview, limit: number): string {
  for (const [at, step] of STEPS.entries()) {
    const leftOut = STEPS.slice(1, at + 1).map(({ leavesOut }) => leavesOut);
    const named = step.isCount
      ? leftOut.slice(-1)
      : leftOut.length > 5
        ? [...leftOut.slice(0, 3), ...leftOut.slice(-1)]
        : leftOut;
    const comment = render(environment, step, named);
    if (comment.length <= limit) return comment;
  }
  throw new ScopelockError({
    id: "review/too-long",
    what: `The review of ${environment.environment} does not fit into ${limit} characters.`,
    why: `A comment holds ${COMMENT_LIMIT} characters, which the environments share.`,
    fix: "Make a comment for each environment: review one plan at a time.",
  });
}

function render(environment: EnvironmentReview, step: Step, leftOut: readonly string[]): string {
  const { headline, summary, sections: all } = pageOf(environment, step);
  const graph = step.graph && environment.changes && graphOf(environment.integrations);
  const sections = step.isCount ? [] : all;
  const hidden = graph === "too-wide" ? ["the graph, which would have too many edges"] : leftOut;
  const blocks = present([
    `<!-- scopelock review: ${environment.environment} -->`,
    `## ${plain(`${environment.environment}: ${headline}`)}`,
    ...(step.isCount ? summary.slice(-1) : summary).map(spans),
    hidden.length > 0 &&
      `> Left out, for the length of a comment: ${hidden.join("; ")}. The whole review: ${code("scopelock review")}.`,
    ...sections.filter(({ folded }) => !folded).map(section),
    graph &&
      graph !== "too-wide" &&
      `What changes, with its neighbours. A thick arrow is added, a dotted arrow is removed.\n\n\`\`\`mermaid\n${graph}\n\`\`\``,
    ...sections.filter(({ folded }) => folded).map(section),
  ]);
  return `${blocks.join("\n\n")}\n`;
}

function section({ title, folded, head, rows, lines }: Section): string {
  const table = markdownTable(
    head,
    rows.map((row) => row.map(spans)),
  );
  const items = lines.map((line) => `- ${spans(line)}`).join("\n");
  const body = present([rows.length > 0 && table, items]).join("\n\n");
  return folded
    ? `<details><summary>${plain(title)}</summary>\n\n${body}\n\n</details>`
    : `### ${plain(title)}\n\n${body}`;
}

const spans = (line: Line) =>
  line
    .map((span) => {
      if (typeof span === "string") return plain(span);
      return "code" in span ? code(span.code) : `**${plain(span.strong.trimEnd())}** `;
    })
    .join("");
