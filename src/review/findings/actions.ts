import type { Catalog } from "../../core/catalog";
import type { Declared, DeclaredAction } from "../plan/declared";
import type { IntegrationFacts } from "../plan/facts";
import { type Finding, finding } from "./finding";
import { wordsOf } from "./requests";
import { because, ofType } from "./resources";
import type { ActionEvidence, ActionReview } from "./review";

/** Says what becomes of an integration's data actions. */
export function reviewActions({ id, before, after, resources }: IntegrationFacts, catalog: () => Catalog) {
  const planned = new Map(
    ofType("genesyscloud_integration_action", resources).map((change) => [
      change.after?.name ?? change.before?.name ?? change.resource,
      change,
    ]),
  );
  const names = new Set([...namesOf(before), ...namesOf(after), ...planned.keys()]);
  const review = [...names].sort().map((action): ActionReview => {
    const change = planned.get(action);
    const was = evidenceOf(before, action, catalog);
    const is = evidenceOf(after, action, catalog);
    const stays = is?.isStatic && JSON.stringify(was) === JSON.stringify(is);
    return {
      action,
      doing: change?.doing ?? (stays ? "none" : "unknown"),
      changed: change?.changed ?? [],
      before: was,
      after: is,
    };
  });
  const findings = review.map(({ action, doing, before, after: evidence }) => {
    const change = planned.get(action);
    if (doing === "replace" && change)
      return finding("action/replaced", id, {
        what: `The data action "${action}" is destroyed and made again${because(change)}: it gets another id, and Architect flows that use it lose it.`,
        fix: "Approve it only if no flow uses the action (Architect lists them). Otherwise have the author declare the changed action under a new name; move the flows to it, then remove the old one.",
      });
    if (doing === "delete" && after)
      return finding("action/removed", id, {
        what: `The data action "${action}" is destroyed${renamed(resources, action)}: flows that use it fail.`,
        fix: "Check in Architect that no flow uses it, then approve. If one does, have the author keep the action until the flow is changed.",
      });
    return evidence?.stated || evidence?.isStatic ? stated(id, action, evidence, before) : undefined;
  });
  return { review, findings };
}

function stated(id: string, action: string, is: ActionEvidence, was: ActionEvidence | null): Finding {
  const isOld =
    was?.stated === is.stated &&
    was.isStatic === is.isStatic &&
    was.operation === is.operation &&
    was.permissions.join() === is.permissions.join();
  const granted = is.permissions.join(", ") || "nothing";
  return finding(isOld ? "permission/stated" : "permission/stated-change", id, {
    what: is.isStatic
      ? `What the static action "${action}" of Genesys Cloud is granted (${granted}) is stated by the stack${is.operation === null ? "" : `, which names ${is.operation}`}: no plan shows what it calls.`
      : `What "${action}" is granted (${granted}) is stated by hand, not derived.`,
    why: is.stated === null ? "Its request cannot be read by Terraform." : `The reason given: ${is.stated}`,
    fix: is.isStatic
      ? "Check that the organization has this static action, and what it calls."
      : "Check the reason: no derivation supports it.",
  });
}

/** A data action of another name that asks for the same is a new one to Genesys Cloud: flows keep to the old. */
function renamed(resources: IntegrationFacts["resources"], name: string): string {
  const actions = ofType("genesyscloud_integration_action", resources);
  const old = actions.find(({ before }) => before?.name === name)?.before?.request;
  const same = actions.find(
    ({ before, after }) =>
      !before &&
      after?.request &&
      old &&
      after.request.method === old.method &&
      after.request.url === old.url,
  );
  return same?.after?.name === undefined ? "" : `, and made anew as "${same.after.name}" with another id`;
}

const namesOf = (declared: Declared | undefined) => declared?.actions.map(({ action }) => action) ?? [];

function evidenceOf(
  declared: Declared | undefined,
  name: string,
  catalog: () => Catalog,
): ActionEvidence | null {
  const found = declared?.actions.find(({ action }) => action === name);
  if (!found) return null;
  const { action: _, ...evidence }: DeclaredAction = found;
  return { ...evidence, summary: summaryOf(found.operation, catalog) };
}

function summaryOf(operation: string | null, catalog: () => Catalog): string | null {
  const [method = "", path = ""] = operation?.split(" ") ?? [];
  const found = operation === null ? undefined : catalog().match(method, path);
  return found ? wordsOf(found) : null;
}
