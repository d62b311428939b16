import type { DataAction } from "../core/action";
import { type DiagnosticId, didYouMean, type Located, ScopelockError, whatAndWhy } from "../core/diagnostic";

/**
 * An existing integration, which is taken over with its actions: their ids stay, so that Architect flows go on
 * calling them. Its OAuth client and credential are not: nobody can read their secret, so the first generation is new.
 */
export interface Adoption {
  /** Id of the integration. */
  readonly integrationId: string;
  /**
   * Ids of its actions, by the names they are declared with. A declared action that is not among them is made; one of the
   * integration's that is not declared stays as it is, and is nobody's.
   */
  readonly actions: Readonly<Record<string, string>>;
}

/**
 * Checks what can be known before Terraform looks.
 * @throws {@link ScopelockError} `adopt/unknown-action` when no such action is declared, `adopt/id` for an id that is empty or
 * given twice, `adopt/web-services` for an action of another type of integration.
 */
export function checkAdoption(at: Located, adopt: Adoption, actions: readonly DataAction[]): void {
  const refuse = (id: DiagnosticId, what: string, fix: string, why?: string): never => {
    throw ScopelockError.at(at, { id, what, ...(why !== undefined && { why }), fix });
  };
  const names = actions.map(({ name }) => name);
  const unknown = Object.keys(adopt.actions).find((name) => !names.includes(name));
  if (unknown !== undefined)
    refuse(
      "adopt/unknown-action",
      `"${unknown}" is adopted, but no data action of this name is declared.`,
      `${didYouMean(unknown, names, "Declared actions")} The name is the one of the declaration.`,
      "An action that is taken over is changed to what is declared.",
    );
  const ids = [adopt.integrationId, ...Object.values(adopt.actions)];
  const odd = ids.find((id, at) => !/^\S+$/.test(id) || ids.indexOf(id) !== at);
  if (odd !== undefined)
    refuse(
      "adopt/id",
      `"${odd}" is ${/^\S+$/.test(odd) ? "the id of two things" : "no id"}.`,
      "Copy the ids from Genesys Cloud: GET /api/v2/integrations and GET /api/v2/integrations/actions list them.",
    );
  for (const { name, problems } of actions) {
    const other = problems.find(({ id }) => id === "import/integration-type");
    if (other && name in adopt.actions)
      refuse(
        "adopt/web-services",
        `"${name}" is an action of another type of integration. ${whatAndWhy(other)}`,
        "Leave it out of adopt.actions: a new action is made of the declaration, in this integration, and the flows that call the old one are pointed to it.",
        "An action cannot move to another integration; Terraform would replace it, and flows would lose it.",
      );
  }
}
