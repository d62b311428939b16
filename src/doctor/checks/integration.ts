import { count } from "../../core/diagnostic";
import { clientName, ownedName } from "../../core/stack";
import { type Check, finding, list, orProof } from "../finding";
import { unreadableListing } from "./operator";

const VIEW = "integrations:integration:view";

/** The integration is there, enabled, and bound to the current generation's credential. */
export const integrationCheck: Check = ({ declared, roles }, { operator, environment, rotation }) => {
  if (!operator?.ok || !roles) return [];
  const { integrations } = operator.value;
  if (!integrations.ok) return unreadableListing("integrations", integrations.reply, VIEW);
  const deploy = `Deploy: npx cdktf deploy ${environment}.`;
  const named = integrations.value.filter(({ name }) => name === declared.name);
  const [integration, ...others] = named;
  if (!integration)
    return finding("integration/missing", {
      what: `There is no data actions integration "${declared.name}".`,
      why: "Its actions were destroyed with it. Flows that call them fail.",
      fix: deploy,
    });
  const { credential } = integration;
  const wanted = clientName(ownedName(declared.environment, declared.id), rotation.generations.current);
  return orProof(
    [
      others.length > 0 &&
        finding("integration/duplicate", {
          what: `${count(named.length, "integration")} are called "${declared.name}": ${list(named.map(({ id }) => id))}.`,
          why: "The name does not show which one is deployed. The doctor compared only the first.",
        }),
      integration.state !== "ENABLED" &&
        finding("integration/disabled", {
          what: `The integration "${declared.name}" is ${integration.state}.`,
          why: "Its actions do not run.",
          fix: deploy,
        }),
      credential &&
        (credential.ok
          ? credential.value !== wanted &&
            wrongCredentialFinding(declared.name, credential.value, wanted, deploy)
          : unreadableListing("integration's credential", credential.reply, VIEW)),
    ],
    "integration/bound",
    `"${declared.name}" is enabled and bound to the credential "${wanted}"`,
  );
};

function wrongCredentialFinding(name: string, bound: string | null, wanted: string, deploy: string) {
  const of = (text: string) => `The integration "${name}" is bound to ${text}, not to "${wanted}".`;
  return finding(
    "integration/credential",
    bound === null
      ? {
          what: of("no credential"),
          why: "Its actions fail because they get no token. A deploy leaves it so, and succeeds, where ENABLE_STANDALONE_INTEGRATION_CONFIG is set, also to nothing: the genesyscloud provider from 1.85 on then neither reads nor writes the credential.",
          fix: `Unset ENABLE_STANDALONE_INTEGRATION_CONFIG wherever a plan or a deploy runs. ${deploy}`,
        }
      : {
          what: of(`the credential "${bound}"`),
          why: "Its actions call with another client: with other permissions, and until that client is dropped.",
          fix: deploy,
        },
  );
}
