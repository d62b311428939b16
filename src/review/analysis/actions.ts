import type { Declared, DeclaredAction } from "../plan/declared";
import type { IntegrationFacts } from "../plan/facts";
import type { Finding } from "./finding";
import type { ActionEvidence, ActionReview } from "./review";
import { because, thingsOf } from "./things";

/** Says what becomes of an integration's data actions. */
export function reviewActions(
  id: string,
  { before, after, things }: IntegrationFacts,
): { review: readonly ActionReview[]; findings: readonly Finding[] } {
  const planned = new Map(
    thingsOf("genesyscloud_integration_action", things).map((thing) => [
      thing.after?.name ?? thing.before?.name ?? thing.resource,
      thing,
    ]),
  );
  const names = new Set([...namesOf(before), ...namesOf(after), ...planned.keys()]);
  const review = [...names].sort().map((action): ActionReview => {
    const thing = planned.get(action);
    return {
      action,
      doing: thing?.doing ?? "unknown",
      changed: thing?.changed ?? [],
      before: evidenceOf(before, action),
      after: evidenceOf(after, action),
    };
  });
  const findings = review.flatMap(({ action, doing, before, after: evidence }): Finding[] => {
    const thing = planned.get(action);
    if (doing === "replace" && thing)
      return [
        {
          id: "action/replaced",
          about: id,
          what: `The data action "${action}" is destroyed and made again${because(thing)}: it gets another id, and Architect flows that use it lose it.`,
          fix: "Declare the changed action under a new name, move the flows to it, then remove this one.",
        },
      ];
    if (doing === "delete" && after)
      return [
        {
          id: "action/removed",
          about: id,
          what: `The data action "${action}" is destroyed: flows that use it fail.`,
          fix: "Approve it when no flow uses it any more.",
        },
      ];
    return evidence?.stated ? [stated(id, action, evidence, before)] : [];
  });
  return { review, findings };
}

function stated(id: string, action: string, is: ActionEvidence, was: ActionEvidence | null): Finding {
  const isOld = was?.stated === is.stated && was.permissions.join() === is.permissions.join();
  return {
    id: isOld ? "permission/stated" : "permission/stated-change",
    about: id,
    what: `What "${action}" is granted (${is.permissions.join(", ")}) is stated by hand, not derived.`,
    why: `The reason given: ${is.stated}`,
    fix: "Check the reason; nothing else vouches for it.",
  };
}

const namesOf = (declared: Declared | undefined) => declared?.actions.map(({ action }) => action) ?? [];

function evidenceOf(declared: Declared | undefined, name: string): ActionEvidence | null {
  const found = declared?.actions.find(({ action }) => action === name);
  if (!found) return null;
  const { action: _, ...evidence }: DeclaredAction = found;
  return evidence;
}
