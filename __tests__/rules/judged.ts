import { checkDeclaration } from "../../src/core/action/checks/action-checks";
import { Catalog } from "../../src/core/catalog/catalog";
import { examine } from "../../src/core/derivation/derive";
import { ScopelockError } from "../../src/core/diagnostic/error";
import type { Grant } from "../../src/core/permission/grant";
import { DataActionIntegration } from "../../src/integration/data-action-integration";
import type { DataActionIntegrationProps } from "../../src/integration/integration-props";
import { RULES } from "../../src/rules";
import type { Rule } from "../../src/rules/rule";
import type { Said, Subject } from "../../src/rules/subject";
import { type Synthesized, synthesize } from "../../src/testing";
import { actionOf, around, TestStack } from "../synth";

/** A stack in which nothing was declared. */
export const NOTHING: Subject = {
  path: "dev",
  said: [],
  owners: [],
  blocks: [],
  imported: [],
  outputDirectory: "/app/cdktf.out",
  terraformLog: {},
  harmfulVariables: [],
};

/** A rule, by its id. */
export function ruleOf(id: string): Rule {
  const rule = RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
}

/** What checks and derivation say of an action that reads queues, after a change. */
export function declared(change: object = {}, grant: Grant = "client-credentials"): readonly Said[] {
  const { name, request, ...action } = {
    name: "List queues",
    input: { type: "object", properties: { id: { type: "string" } } },
    output: { type: "object", properties: {} },
    request: { method: "GET", url: "/api/v2/routing/queues?id=${input.id}" },
    ...change,
  };
  const problems = checkDeclaration({ name, request, ...action });
  const { evidence } = examine([{ name, request, ...action, problems }], Catalog.load(), { grant });
  return evidence.flatMap((each) => each.problems).map((problem) => ({ path: "dev/crm", problem }));
}

/** What checks and derivation say of a request. */
export const requesting = (operation: string, grant?: Grant) => {
  const [method = "", path = ""] = operation.split(" ");
  return declared({ request: { method, url: path.replace(/\{\w+\}/g, "${input.id}") } }, grant);
};

/** What an act is refused with; nothing when it is not. */
export function refused(act: () => unknown): readonly Said[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!ScopelockError.is(error)) throw error;
    return [error, ...error.others].map((each) => ({
      path: "dev/crm",
      problem: { severity: "error", ...each },
    }));
  }
}

/** An integration that reads queues, changed before it is synthesized. */
export function changed(
  change: (integration: DataActionIntegration, stack: TestStack) => void = () => {},
  props: Partial<DataActionIntegrationProps> = {},
): Synthesized {
  const stack = new TestStack();
  const integration = new DataActionIntegration(stack, "crm", {
    ...around,
    actions: [actionOf("List queues", "/api/v2/routing/queues")],
    ...props,
  });
  change(integration, stack);
  return synthesize(stack);
}
