import { cut, type Diagnostic, enumeration, isDeeperThan, ScopelockError } from "../../diagnostic";
import type { Permission } from "../../permission";
import type { Json, StatedPermissions } from "../data-action";
import { jsonValue, templateText, textMap } from "./fields";

/** A data action as somebody else wrote it down, before it is judged. What was not there is `undefined`. */
export interface ImportedAction {
  readonly name: string;
  readonly category?: string;
  readonly secure?: boolean;
  readonly timeoutSeconds?: number;
  /** Input contract. */
  readonly input?: Json;
  /** Output contract. */
  readonly output?: Json;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly translationMap?: Readonly<Record<string, string>>;
    readonly translationMapDefaults?: Readonly<Record<string, string>>;
    readonly successTemplate?: string;
  };
  readonly permissions?: StatedPermissions;
  readonly prefer?: readonly Permission[];
  /** What scopelock has no use for: JSON pointer to value, as it was. */
  readonly extra: Readonly<Record<string, Json>>;
  /** What was odd about the text itself. */
  readonly problems: readonly Diagnostic[];
  /** Expressions of Terraform in the method and the URL, whose value is not known here. @default - none */
  readonly expressions?: readonly string[];
  /** Of what nothing can be said, because it is not there or has expressions of Terraform in it. @default - nothing */
  readonly unknown?: readonly UnknownPart[];
}

/** A part of an action whose text is not known. */
export type UnknownPart =
  | "method"
  | "url"
  | "headers"
  | "body"
  | "translationMap"
  | "translationMapDefaults"
  | "successTemplate";

/** Values as they were found, of whatever type. */
export interface Found {
  readonly name: unknown;
  readonly category: unknown;
  readonly secure: unknown;
  readonly timeoutSeconds: unknown;
  readonly input: unknown;
  readonly output: unknown;
  readonly method: unknown;
  readonly url: string;
  readonly headers: unknown;
  readonly body: unknown;
  readonly translationMap: unknown;
  readonly translationMapDefaults: unknown;
  readonly successTemplate: unknown;
  readonly extra: Readonly<Record<string, Json>>;
  readonly problems: readonly Diagnostic[];
  readonly expressions?: readonly string[];
  readonly unknown?: readonly UnknownPart[];
}

/** Id of the problem that says that a contract is there, and not known. */
export const CONTRACT_UNKNOWN = "import/contract-unknown";

/** Id of the problem that says that a template is there, and not known. */
export const TEMPLATE_UNKNOWN = "import/template-unknown";

/** Levels of JSON that Genesys Cloud takes. A contract has two for each of them. */
export const DEEPEST = 50;

/**
 * Sorts out what was found: values of another type than theirs are as good as absent.
 * @throws {@link ScopelockError} `import/too-deep`.
 */
export function importedAction(found: Found, fallbackName: string): ImportedAction {
  const problems = [...found.problems];
  const pointers = Object.keys(found.extra);
  if (pointers.length > 0) problems.push(unknownKeysReported(pointers));
  const { expressions = [], unknown = [] } = found;
  const given = typeof found.method === "string" ? found.method.trim() : undefined;
  const method = unknown.includes("method") ? given : given?.toUpperCase();
  if (method === undefined) problems.push(NO_METHOD);
  const input = jsonValue(found.input);
  const output = jsonValue(found.output);
  const { headers, body, translationMap, translationMapDefaults, successTemplate } = found;
  refuseDepth(DEEPEST, [headers, body, translationMap, translationMapDefaults, successTemplate]);
  refuseDepth(2 * DEEPEST, [input, output, found.extra]);
  const said = problems.some(({ id }) => id === CONTRACT_UNKNOWN);
  if ((input === undefined || output === undefined) && !said) problems.push(NO_CONTRACT);
  return {
    name: nameOf(found.name) ?? fallbackName,
    ...defined({
      category: typeof found.category === "string" ? found.category : undefined,
      secure: typeof found.secure === "boolean" ? found.secure : undefined,
      timeoutSeconds: typeof found.timeoutSeconds === "number" ? found.timeoutSeconds : undefined,
      input,
      output,
    }),
    request: {
      method: method ?? "GET",
      url: found.url.trim(),
      ...defined({ headers: textMap(headers), body: templateText(body) }),
    },
    response: defined({
      translationMap: textMap(translationMap),
      translationMapDefaults: textMap(translationMapDefaults),
      successTemplate: templateText(successTemplate),
    }),
    extra: found.extra,
    problems,
    ...(expressions.length > 0 && { expressions }),
    ...(unknown.length > 0 && { unknown }),
  };
}

/** No value is made text, or looked through, that is too deep for it. */
export function refuseDepth(levels: number, values: unknown): void {
  // The list around the values is a level of its own.
  if (!isDeeperThan(levels + 1, values)) return;
  throw new ScopelockError({
    id: "import/too-deep",
    what: `A template or a contract is nested more than ${levels} levels deep.`,
    why: `Genesys Cloud takes ${DEEPEST} levels of JSON.`,
    fix: "Make it flatter.",
  });
}

/** The console puts the date of the export behind the name. */
function nameOf(name: unknown): string | undefined {
  if (typeof name !== "string" || name.trim() === "") return undefined;
  return name.trim().replace(/ - Exported \d{4}-\d\d-\d\d @ \d{1,2}:\d\d$/, "");
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function unknownKeysReported(pointers: readonly string[]): Diagnostic {
  return {
    id: "import/unknown-key",
    severity: "note",
    what: `Unknown to scopelock, kept and not deployed: ${enumeration(pointers.map((pointer) => cut(pointer)))}.`,
    fix: "Remove them, or ignore this.",
  };
}

const NO_METHOD: Diagnostic = {
  id: "action/method",
  severity: "error",
  what: "The request has no method.",
  fix: "Add it (requestType, in Terraform request_type): GET, PUT, POST, PATCH or DELETE.",
};

const NO_CONTRACT: Diagnostic = {
  id: "import/no-contract",
  severity: "note",
  what: "The input or the output contract is missing, so references and templates are not checked against it.",
  fix: "Add it: an export has it, and the API gives it with ?expand=contract.",
};
