import type { DataAction } from "../core/action";
import type { ModuleName } from "./action-names";
import { literal } from "./literal";

/** An action that is written as a module. */
export interface WrittenAction {
  readonly action: DataAction;
  readonly module: ModuleName;
  /** JSON pointers of what the source has and scopelock has no use for. */
  readonly leftOut: readonly string[];
}

/** A TypeScript module that declares one data action. */
export function actionModule({ action, module, leftOut }: WrittenAction): string {
  const left =
    leftOut.length === 0 ? "" : `// Not a part of the declaration: ${leftOut.map(plain).join(", ")}.\n`;
  return `import { DataAction } from "scopelock";\n\n${left}export const ${module.export} = DataAction.define(${literal(declared(action))});\n`;
}

/** What declares the action. What is not said is left out. */
function declared(action: DataAction): object {
  const { name, category, input, output, request, response, secure, timeoutSeconds } = action;
  const { permissions, prefer, probe } = action;
  const { method, url, headers, body } = request;
  const { translationMap, translationMapDefaults, successTemplate } = response;
  const answer = said({ translationMap, translationMapDefaults, successTemplate });
  return said({
    name,
    category,
    input,
    output,
    request: said({ method, url, headers, body }),
    response: Object.keys(answer).length > 0 ? answer : undefined,
    secure: secure || undefined,
    timeoutSeconds,
    permissions,
    prefer,
    probe,
  });
}

function said(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Nothing that would end the comment's line. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, " ");
}

/** The module that lists what is deployed. @param pending actions that are not, each with the reason */
export function actionsIndex(
  deployed: readonly WrittenAction[],
  pending: readonly { readonly action: WrittenAction; readonly reason: string }[],
): string {
  const imports = deployed.map(({ module }) => `import { ${module.export} } from "./${module.file}";\n`);
  const list = deployed.map(({ module }) => module.export);
  const line = `export const actions = [${list.join(", ")}] as const;\n`;
  const broken = `export const actions = [\n${list.map((name) => `  ${name},\n`).join("")}] as const;\n`;
  const notYet = pending.map(
    ({ action, reason }) =>
      `// Not deployed: ${action.module.export} of ./${action.module.file}. ${plain(reason)}\n`,
  );
  return `${imports.join("")}\n${notYet.join("")}/** Every data action that is deployed. */\n${line.length <= 110 ? line : broken}`;
}
