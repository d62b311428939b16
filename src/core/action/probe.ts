import { cut, didYouMean, isObject, type RefusalAnywhere, record, text, texts } from "../diagnostic";
import type { DataAction, DataActionProps, Json } from "./data-action";

/**
 * One execution of a data action that changes nothing: how `scopelock doctor` proves that the action works. It stands
 * in the synthesized output and in the code, so nothing that nobody may read belongs in it.
 */
export interface Probe {
  /** What a flow would hand to the action. */
  readonly input: Readonly<Record<string, Json>>;
  /**
   * `not-found`: the input names nothing that exists, so 404 is a good answer too: the permission was checked before.
   * @default "success"
   */
  readonly expect?: "success" | "not-found" | undefined;
  /** Why the request changes nothing. Needed for every method but GET. @default - it is a GET */
  readonly harmlessBecause?: string | undefined;
}

/** What is wrong with an action's probe; `undefined` when nothing is. */
export function probeRefusal({
  request,
  input: contract,
  probe,
}: Pick<DataActionProps, "request" | "input" | "probe">): RefusalAnywhere | undefined {
  if (probe === undefined) return undefined;
  const input = record(probe).input;
  if (!isObject(input))
    return {
      id: "probe/input",
      what: "The probe has no input.",
      why: "It is an execution, and an execution has one.",
      fix: "Write probe: { input: { ... } }; an empty one if the contract has no properties.",
    };
  // What is no method is somebody else's finding.
  const method = text(record(request).method);
  if (method !== "GET" && text(probe.harmlessBecause).trim() === "")
    return {
      id: "probe/harmless",
      what: `The probe sends ${cut(method)}, and nothing states that this is harmless.`,
      why: "The doctor executes it against the live organization each time it is asked.",
      fix: 'Add harmlessBecause: "..." if it is harmless; otherwise remove the probe.',
    };
  // A contract that is none is somebody else's finding.
  const known = Object.keys(record(record(contract).properties));
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined)
    return {
      id: "probe/input",
      what: `The probe gives "${unknown}", which is not in the input contract.`,
      why: "Names are case-sensitive, and the contract decides what an execution takes.",
      fix:
        known.length > 0
          ? didYouMean(unknown, known, "Inputs of the contract")
          : "The contract has no properties: leave the input empty.",
    };
  const missing = texts(record(contract).required).find((name) => !(name in input));
  if (missing === undefined) return undefined;
  return {
    id: "probe/input",
    what: `The probe does not give "${missing}", which the input contract requires.`,
    why: "Genesys Cloud refuses an execution without it.",
    fix: `Add "${missing}" to the probe's input.`,
  };
}

/** The declared probe; a GET that refers to no input is always the same request, and its own probe. */
export function probeOf({ request, probe }: Pick<DataAction, "request" | "probe">): Probe | undefined {
  if (probe !== undefined || request.method !== "GET") return probe;
  const templates = [request.url, ...Object.values(request.headers ?? {})];
  return templates.some((template) => /\$!?\{?input\b/.test(template)) ? undefined : { input: {} };
}
