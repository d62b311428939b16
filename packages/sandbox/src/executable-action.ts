import { type IntegrationModel, ScopelockError } from "scopelock/sandbox-support";
import type { Action } from "./genesys/entities";
import type { Answer, GenesysClient } from "./genesys-client";
import type { Sandbox } from "./index";

/** A deployed data action with an input that it takes, and what it answered. */
export interface ExecutableAction {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly integration: IntegrationModel;
  /** True where a role without permissions would make it fail, and Terraform would notice. */
  readonly needsRole: boolean;
  readonly answer: Answer;
}

/**
 * Statuses of a call that passed the checks of token and permission. A 404 or a 501 is the operation's own: it has no such
 * object, or the stand-in has no answer.
 */
const PASSED = [200, 404, 501];

/**
 * Executes the deployed data actions, each once, and returns the one that shows most: of those that pass, one that needs a
 * permission of a role that the stack makes, and one with an answer.
 * @throws {@link ScopelockError} `sandbox/no-action`
 */
export async function executableAction(
  integrations: readonly IntegrationModel[],
  sandbox: Sandbox,
  genesys: GenesysClient,
): Promise<ExecutableAction> {
  const { store } = sandbox.genesys;
  const tried: ExecutableAction[] = [];
  for (const integration of integrations)
    for (const { name, permissions, probe } of integration.actions) {
      const published = [...store.actions.values()].find(
        (action) => action.name === name && integrationName(action, sandbox) === integration.name,
      );
      if (!published) continue;
      const { id, contract } = published;
      const input = probe?.input ?? sampleOf(contract.input.inputSchema);
      const needsRole = permissions.length > 0 && integration.role.lookup === "owned";
      const answer = await genesys.executeById(id, input);
      tried.push({ id, name, input, integration, needsRole, answer });
    }
  const passed = tried.filter(({ answer }) => PASSED.includes(answer.status));
  const rank = ({ needsRole, answer }: ExecutableAction) =>
    (needsRole ? 0 : PASSED.length) + PASSED.indexOf(answer.status);
  const [best] = passed.sort((a, b) => rank(a) - rank(b));
  if (best) return best;
  throw noAction(tried, sandbox);
}

const integrationName = ({ integrationId }: Action, { genesys: { store } }: Sandbox) =>
  store.integrations.get(integrationId)?.config.name;

function noAction(tried: readonly ExecutableAction[], { app }: Sandbox): ScopelockError {
  const answers = tried.map(
    ({ name, input, answer }) =>
      `"${name}" with ${JSON.stringify(input)}: ${answer.status} ${(answer.body as { readonly message?: string }).message ?? JSON.stringify(answer.body)}.`,
  );
  return new ScopelockError({
    id: "sandbox/no-action",
    what: "No deployed data action can be executed here.",
    where: app.directory,
    why:
      answers.length === 0
        ? "The stack has no data action. The scenario calls one while it breaks, heals and rotates."
        : `The scenario calls one while it breaks, heals and rotates. ${answers.join(" ")}`,
    fix:
      answers.length === 0
        ? "Add a data action; or start the servers alone, with --keep --no-deploy, and deploy."
        : "Declare a probe with an input that the action takes, or seed an answer that it can use: --seed, docs/sandbox.md.",
  });
}

/** A value of the simple part of a contract: what it requires, by its types. */
function sampleOf(schema: unknown): unknown {
  const {
    type,
    enum: values,
    properties,
    required,
    minimum,
  } = (schema ?? {}) as {
    readonly type?: unknown;
    readonly enum?: readonly unknown[];
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
    readonly minimum?: number;
  };
  if (values) return values[0];
  switch (type) {
    case "string":
      return "1";
    case "integer":
    case "number":
      return minimum ?? 1;
    case "boolean":
      return true;
    case "array":
      return [];
    case "null":
      return null;
    default:
      return Object.fromEntries((required ?? []).map((name) => [name, sampleOf(properties?.[name])]));
  }
}
