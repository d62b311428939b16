import { count, type Diagnostic } from "../../core/diagnostic";
import { clientName, ownedName } from "../../core/stack";
import { type Check, type Checked, list, proof } from "../finding";
import { unreadableListing } from "./operator";

const VIEW = "integrations:integration:view";

/** The integration is there, enabled, and bound to the current generation's credential. */
export const integrationCheck: Check = ({ declared, roles }, { operator, environment, rotation }) => {
  if (!operator?.ok || !roles) return [];
  const { integrations } = operator.value;
  if (!integrations.ok) return [unreadableListing("integrations", integrations.reply, VIEW)];
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const named = integrations.value.filter(({ name }) => name === declared.name);
  const [integration, ...others] = named;
  if (!integration)
    return [
      {
        id: "integration/missing",
        severity: "error",
        what: `There is no data actions integration "${declared.name}".`,
        why: "Its actions were destroyed with it. Flows that call them fail.",
        fix: deploy,
      },
    ];
  const results: Checked[] = [];
  if (others.length > 0)
    results.push({
      id: "integration/duplicate",
      severity: "warning",
      what: `${count(named.length, "integration")} are called "${declared.name}": ${list(named.map(({ id }) => id))}.`,
      why: "The name does not show which one is deployed. The doctor compared only the first.",
      fix: "Rename the one that terraform state show does not name.",
    });
  if (integration.state !== "ENABLED")
    results.push({
      id: "integration/disabled",
      severity: "error",
      what: `The integration "${declared.name}" is ${integration.state}.`,
      why: "Its actions do not run.",
      fix: deploy,
    });
  const { credential } = integration;
  const wanted = clientName(ownedName(declared.environment, declared.id), rotation.generations.current);
  if (credential && !credential.ok)
    results.push(unreadableListing("integration's credential", credential.reply, VIEW));
  else if (credential && credential.value !== wanted)
    results.push(wrongCredentialFinding(declared.name, credential.value, wanted, deploy));
  if (results.length === 0)
    results.push(
      proof("integration/bound", `"${declared.name}" is enabled and bound to the credential "${wanted}"`),
    );
  return results;
};

function wrongCredentialFinding(
  name: string,
  bound: string | null,
  wanted: string,
  deploy: string,
): Diagnostic {
  return {
    id: "integration/credential",
    severity: "error",
    what: `The integration "${name}" is bound to ${bound === null ? "no credential" : `the credential "${bound}"`}, not to "${wanted}".`,
    why:
      bound === null
        ? "Its actions fail because they get no token. A deploy leaves it so, and succeeds, where ENABLE_STANDALONE_INTEGRATION_CONFIG is set, also to nothing: the genesyscloud provider from 1.85 on then neither reads nor writes the credential."
        : "Its actions call with another client: with other permissions, and until that client is dropped.",
    fix:
      bound === null
        ? `Unset ENABLE_STANDALONE_INTEGRATION_CONFIG wherever a plan or a deploy runs. ${deploy}`
        : deploy,
  };
}
