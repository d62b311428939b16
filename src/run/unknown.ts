import type { UnknownPart } from "../core/action";
import { enumeration } from "../core/diagnostic";
import type { RunnableAction } from "./action";
import { RunFailed, type RunStep } from "./steps";

/** What a step reads of an action, in words. */
const READ: Partial<Readonly<Record<RunStep, Partial<Readonly<Record<UnknownPart, string>>>>>> = {
  "request templates": { method: "the method", url: "the URL", headers: "the headers", body: "the body" },
  "translation map": {
    translationMap: "the translation map",
    translationMapDefaults: "the defaults of the translation map",
  },
  "success template": { successTemplate: "the success template" },
};

/**
 * Refuses what a step cannot do: its template has a value that only Terraform knows.
 * @throws {@link RunFailed}
 */
export function refuseUnknown({ unknown = [] }: RunnableAction, step: RunStep): void {
  const words = unknown.flatMap((part) => READ[step]?.[part] ?? []);
  if (words.length === 0) return;
  throw RunFailed.processing(
    step,
    `Terraform puts values into ${enumeration(words)} that are not known here: run the action of a plan, as terraform show -json prints it.`,
  );
}
