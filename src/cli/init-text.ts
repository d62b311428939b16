import { count, type Refusal } from "../core/diagnostic";
import { type Changes, existingMain, type Settings, type SourceActions } from "../init";
import type { Options } from "./init";

/** What the command did. */
export interface Done {
  readonly changes: Changes;
  readonly settings: Settings;
  readonly options: Options;
  readonly from: SourceActions | undefined;
}

/** What `scopelock init` prints. */
export function initText({ changes, settings, options, from }: Done): string {
  const { directory, created, merged, leftAlone } = changes;
  const parts: string[] = [];
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) parts.push(`${title}:\n${lines.map((line) => `  ${line}\n`).join("")}`);
  };
  list(
    options.dryRun ? "Would be written" : "Written",
    created.map(({ path }) => path),
  );
  list(
    options.dryRun ? "Would be completed" : "Completed",
    merged.map(({ path, added }) => `${path}: ${added.join(", ")}`),
  );
  list("Left alone", leftAlone);
  if (created.length + merged.length === 0) parts.push("Every file exists already.\n");
  list("Assumed", assumed(settings, options));
  if (from) {
    const { deployed, pending, refused, permissions } = from;
    parts.push(
      `${count(deployed.length, "data action")} of ${options.from}; needed: ${permissions.join(", ") || "no permission"}.\n`,
    );
    list(
      "Written, and not in actions/index.ts yet",
      pending.map(({ action, problem }) => `${action.action.name}: ${sentence(problem)}`),
    );
    list(
      "Not written",
      refused.map((refusal) => `${refusal.where ?? options.from}: ${sentence(refusal)}`),
    );
  }
  if (leftAlone.includes("main.ts"))
    parts.push(`Your main.ts needs these lines, around its own stacks:\n\n${existingMain()}`);
  if (!options.dryRun && created.length + merged.length > 0) parts.push(next(directory));
  return parts.join("\n");
}

function sentence({ what, fix, id }: Refusal): string {
  return `${what} ${fix} [${id}]`;
}

function assumed({ environment, region, vault }: Settings, options: Options): readonly string[] {
  const asked = [options.environment, options.region, options.vault, options.yes].every(
    (each) => each === undefined,
  );
  // Questions were answered.
  if (asked && process.stdin.isTTY) return [];
  return [
    ...(options.environment === undefined ? [`environment ${environment} (--environment)`] : []),
    ...(options.region === undefined ? [`region ${region} (--region)`] : []),
    ...(options.vault === undefined ? [`Vault at ${vault}, a placeholder (--vault)`] : []),
  ];
}

function next(directory: string): string {
  const enter = directory === "." ? "" : `  cd ${directory}\n`;
  return `Next:
${enter}  npm install
  npm run typecheck && npm test && npm run synth
  npm install --save-dev @scopelock/sandbox && npx scopelock sandbox --keep --no-deploy
                                             # a place to deploy to, with the lines that it prints

node_modules/scopelock/docs/guides/first-deploy.md leads from there to an organization.
`;
}
