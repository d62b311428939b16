import { clientName, generationOf, ownedName } from "../../core/stack";
import type { ClientFacts, IntegrationFacts } from "../facts";
import { type Check, type Found, finding, flat, list, proof } from "../finding";
import { unreadableListing } from "./operator";

/** Each live generation has its client, granted exactly its role; no other client is left over. */
export const clientsCheck: Check = (seen, facts) => {
  const { declared, roles } = seen;
  if (!facts.operator?.ok || !roles) return [];
  const { clients, integrations } = facts.operator.value;
  if (!clients.ok) return unreadableListing("OAuth clients", clients.reply, "oauth:client:view");
  const { environment, rotation } = facts;
  const { live, current } = rotation.generations;
  const owned = ownedName(declared.environment, declared.id);
  const ours = clients.value.flatMap((client) => {
    const generation = generationOf(client.name, owned);
    return generation === undefined ? [] : [{ client, generation }];
  });
  const inVault = seen.secret.ok ? seen.secret.value : undefined;
  const isDeployed = inVault?.generations.includes(current) === true;
  const bound = (integrations.ok ? integrations.value : []).flatMap(({ name, credential }) =>
    name === declared.name && credential?.ok ? [credential.value] : [],
  );
  const leftOver = ({ id, name }: ClientFacts, because: string, before = "") =>
    finding("client/orphan", {
      what: `The OAuth client "${name}" (${id}) belongs to nothing: ${because}.`,
      why: "A deploy that is killed between the creation of a client and the write of the state leaves one. Anyone with its secret can use it.",
      fix: `${bound.includes(name) ? "Have the integration bound anew first. " : before}Delete it in Genesys Cloud: DELETE /api/v2/oauth/clients/${id}.`,
    });
  const results = flat([
    live.map((generation) => {
      const named = ours.filter((each) => each.generation === generation).map(({ client }) => client);
      const known = generation === current ? named.find(({ id }) => id === inVault?.clientId) : undefined;
      const [client, twin] = known ? [known] : named;
      const others = known ? named.filter((other) => other !== known) : [];
      const fate = generation !== current ? "previous" : isDeployed ? "deployed" : "not-deployed";
      return [
        others.map((other) => leftOver(other, "Vault holds another client of this name")),
        !client
          ? missingClient(clientName(owned, generation), environment, fate)
          : twin
            ? duplicateClients(named)
            : client.state !== "active" && inactiveClient(client, environment),
      ];
    }),
    ours.map(({ client, generation }) => {
      if (generation > current)
        return leftOver(client, `g${generation} is newer than the environment file`, NEWER_FIX);
      // Until the current one is deployed, an older one is not left over: it serves.
      return !live.includes(generation) && isDeployed && leftOver(client, `g${generation} is not live`);
    }),
    ours
      .filter(({ client, generation }) => (inVault ? client.id === inVault.clientId : generation === current))
      .map(({ client }) => grantFindings(client, environment, seen)),
  ]);
  return [
    results.every(({ severity }) => severity === "ok") &&
      proof("client/live", `${list(live.map((each) => `g${each}`))} live, and no other client is left over`),
    results,
  ];
};

const NEWER_FIX =
  "Update this checkout, because another one may have rotated, and ask again. If it is still there: ";

function missingClient(name: string, environment: string, fate: "previous" | "deployed" | "not-deployed") {
  return finding("client/missing", {
    what: `There is no OAuth client "${name}".`,
    why:
      fate === "not-deployed"
        ? "The client was never created, or was deleted. No service can get a token with it."
        : "The client was deleted outside Terraform. Genesys Cloud refuses its tokens with 401.",
    fix: {
      previous: `When its overlap is over, drop it: scopelock rotate ${environment} --drop-previous, then deploy.`,
      deployed: `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}.`,
      "not-deployed": `Deploy: npx cdktf deploy ${environment}.`,
    }[fate],
  });
}

const duplicateClients = (clients: readonly ClientFacts[]) =>
  finding("client/duplicate", {
    what: `${clients.length} OAuth clients are called "${clients[0]?.name}": ${list(clients.map(({ id }) => id))}.`,
    why: "A deploy was killed right after it created one client, and the next deploy created another. Terraform manages one of them.",
  });

const inactiveClient = ({ id, name, state }: ClientFacts, environment: string) =>
  finding("client/inactive", {
    what: `The OAuth client "${name}" (${id}) is ${state}.`,
    why: "The client gets no tokens; calls fail with 401. A deploy does not repair it: a generation never changes.",
    fix: `Set the client to active in Genesys Cloud. If its secret is exposed: scopelock rotate ${environment} --emergency, then deploy.`,
  });

function grantFindings(
  { name, grants }: ClientFacts,
  environment: string,
  { roles, divisions }: IntegrationFacts,
): Found {
  const role = roles?.ok ? roles.value[0] : undefined;
  const declared = divisions?.ok ? divisions.value : [];
  const missing = declared.filter(({ id }) => id === undefined);
  if (missing.length > 0)
    return missing.map(({ label }) =>
      finding("division/missing", {
        what: `The declared division does not exist: ${label}.`,
        why: "A role counts only in a division.",
      }),
    );
  // A reference of Terraform's: only Terraform knows what it stands for.
  const ids = declared.flatMap(({ id }) => id ?? []);
  if (!role || ids.length === 0 || ids.some((id) => id.includes("${"))) return [];
  const isRight = ({ roleId, divisionId }: ClientFacts["grants"][number]) =>
    roleId === role.id && ids.includes(divisionId);
  const others = grants.filter((grant) => !isRight(grant));
  const lacking = declared.filter(
    ({ id }) => !grants.some((each) => isRight(each) && each.divisionId === id),
  );
  const fix = `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}: a generation never changes, so a plain deploy does not repair it.`;
  if (lacking.length > 0)
    return finding("client/role-missing", {
      what: `The OAuth client "${name}" does not have its role in ${list(lacking.map(({ label, id }) => (label.includes(id ?? "") ? label : `${label} (${id})`)))}.`,
      why: "Its calls are refused with 403, or find less than they should.",
      fix,
    });
  if (others.length > 0)
    return finding("client/role-extra", {
      what: `The OAuth client "${name}" also has ${list(others.map(({ roleId, divisionId }) => `the role ${roleId} in the division ${divisionId}`))}.`,
      why: "It may do more than the declared actions need.",
      fix,
    });
  return proof(
    "client/grants",
    `"${name}" has its role in ${list(declared.map(({ label }) => label))}, and nowhere else`,
  );
}
