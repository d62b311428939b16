import type { Diagnostic } from "../../core/diagnostic";
import { clientName, ownedName } from "../../core/stack";
import { type Check, type Checked, holds, list } from "../finding";
import { cannotLook } from "./operator";

const VIEW = "integrations:integration:view";

/** The integration is there, enabled, and bound to the current generation's credential. */
export const integrationCheck: Check = ({ declared, roles }, { operator, environment, rotation }) => {
  if (!operator?.ok || !roles) return [];
  const { integrations } = operator.value;
  if (!integrations.ok) return [cannotLook("integrations", integrations.reply, VIEW)];
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const named = integrations.value.filter(({ name }) => name === declared.name);
  const [integration, ...others] = named;
  if (!integration)
    return [
      {
        id: "integration/missing",
        severity: "error",
        what: `There is no data actions integration "${declared.name}".`,
        why: "Its actions went with it: flows that call them fail.",
        fix: deploy,
      },
    ];
  const said: Checked[] = [];
  if (others.length > 0)
    said.push({
      id: "integration/duplicate",
      severity: "warning",
      what: `${named.length} integrations are called "${declared.name}": ${list(named.map(({ id }) => id))}.`,
      why: "Nobody can tell by the name which one is deployed; only the first was looked at.",
      fix: "Rename the one that terraform state show does not name.",
    });
  if (integration.state !== "ENABLED")
    said.push({
      id: "integration/disabled",
      severity: "error",
      what: `The integration "${declared.name}" is ${integration.state}.`,
      why: "Its actions do not run.",
      fix: deploy,
    });
  const { credential } = integration;
  const wanted = clientName(ownedName(declared.environment, declared.id), rotation.generations.current);
  if (credential && !credential.ok) said.push(cannotLook("integration's credential", credential.reply, VIEW));
  else if (credential && credential.value !== wanted)
    said.push(wrongCredential(declared.name, credential.value, wanted, deploy));
  if (said.length === 0)
    said.push(
      holds("integration/bound", `"${declared.name}" is enabled and bound to the credential "${wanted}"`),
    );
  return said;
};

function wrongCredential(name: string, is: string | null, wanted: string, deploy: string): Diagnostic {
  return {
    id: "integration/credential",
    severity: "error",
    what: `The integration "${name}" is bound to ${is === null ? "no credential" : `the credential "${is}"`}, not to "${wanted}".`,
    why:
      is === null
        ? "Its actions fail for want of a token."
        : "Its actions call with another client: with other permissions, and until that client is dropped.",
    fix: deploy,
  };
}
