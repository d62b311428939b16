import { spawnSync } from "node:child_process";

const START = "<!-- review: written by npm run readme-review -->";
const END = "<!-- /review -->";
/** A plan that the real providers made: an action is added that needs a permission. */
const PLAN = "__tests__/review/recordings/an-action-is-added-that-needs-a-permission.json";

/**
 * A README with its review brought up to date: what a reader of the pull request sees before unfolding anything, quoted.
 *
 * @param root of the checkout
 * @throws Error when the page has no place for it, or the command prints no review
 */
export function withReview(readme: string, root: string): string {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the page lacks ${START} ... ${END}`);
  const quoted = visiblePart(printedReview(root)).map((line) => `> ${line}`.trim());
  return [before + START, "", ...quoted, "", END + after].join("\n");
}

/** What the command prints. Exit code 3: access is broadened. */
function printedReview(root: string): string {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [
      ...["--import", "tsx", "src/cli/main.ts", "review", PLAN],
      ...["--format", "markdown", "--today", "2026-11-26"],
    ],
    { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  if (status !== 3) throw new Error(`scopelock review exited with ${status}: ${stderr}`);
  return stdout;
}

/** The comment's lines without its marker, up to the first part that is a drawing or folded. */
function visiblePart(comment: string): readonly string[] {
  const lines = comment.split("\n").filter((line) => !line.startsWith("<!--"));
  const end = lines.findIndex((line) => line.startsWith("<details>") || line.startsWith("```mermaid"));
  const visible = lines.slice(0, end === -1 ? undefined : end);
  // The sentence that introduces the drawing.
  const shown = lines[end]?.startsWith("```mermaid")
    ? visible.slice(0, visible.findLastIndex(Boolean))
    : visible;
  return shown.join("\n").trim().split("\n");
}
