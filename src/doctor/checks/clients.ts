import type { Diagnostic } from "../../core/diagnostic";
import { clientName, generationOf, ownedName } from "../../core/stack";
import type { ClientFacts } from "../facts";
import { type Check, type Checked, list, proof } from "../finding";
import { unreadableListing } from "./operator";

/** Each live generation has its client, granted exactly its role; no other client is left over. */
export const clientsCheck: Check = (seen, facts) => {
  const { declared, roles, divisions } = seen;
  if (!facts.operator?.ok || !roles) return [];
  const { clients, integrations } = facts.operator.value;
  if (!clients.ok) return [unreadableListing("OAuth clients", clients.reply, "oauth:client:view")];
  const { environment, rotation } = facts;
  const { live, current } = rotation.generations;
  const owned = ownedName(declared.environment, declared.id);
  const ours = clients.value.flatMap((client) => {
    const generation = generationOf(client.name, owned);
    return generation === undefined ? [] : [{ client, generation }];
  });
  const inVault = seen.secret.ok ? seen.secret.value : undefined;
  const bound = (integrations.ok ? integrations.value : []).flatMap(({ name, credential }) =>
    name === declared.name && credential?.ok ? [credential.value] : [],
  );
  const leftOver = (client: ClientFacts, because: string, before = "") =>
    orphanClient(
      client,
      because,
      bound.includes(client.name) ? "Have the integration bound anew first. " : before,
    );
  const results: Checked[] = [];

  for (const generation of live) {
    const named = ours.filter((each) => each.generation === generation).map(({ client }) => client);
    const known = generation === current ? named.find(({ id }) => id === inVault?.clientId) : undefined;
    const [client, twin] = known ? [known] : named;
    if (known)
      for (const other of named)
        if (other !== known) results.push(leftOver(other, "Vault holds another client of this name"));
    if (!client) results.push(missingClient(clientName(owned, generation), environment, fate(generation)));
    else if (twin) results.push(duplicateClients(named));
    else results.push(...stateFindings(client, environment));
  }
  for (const { client, generation } of ours)
    if (generation > current)
      results.push(leftOver(client, `g${generation} is newer than the environment file`, NEWER_FIX));
    // Until the current one is deployed, an older one is not left over: it serves.
    else if (!live.includes(generation) && inVault?.generations.includes(current))
      results.push(leftOver(client, `g${generation} is not live`));

  const users = ours.filter(({ client, generation }) =>
    inVault ? client.id === inVault.clientId : generation === current,
  );
  for (const { client } of users) results.push(...grantFindings(client, environment, roles, divisions));
  if (!results.some(({ severity }) => severity !== "ok"))
    results.unshift(
      proof("client/live", `${list(live.map((each) => `g${each}`))} live, and no other client is left over`),
    );
  return results;

  function fate(generation: number): Fate {
    if (generation !== current) return "previous";
    return inVault?.generations.includes(current) ? "deployed" : "not-deployed";
  }
};

const NEWER_FIX =
  "Update this checkout, because another one may have rotated, and ask again. If it is still there: ";

/** What is known of a generation whose client is missing. */
type Fate = "previous" | "deployed" | "not-deployed";

function missingClient(name: string, environment: string, fate: Fate): Diagnostic {
  return {
    id: "client/missing",
    severity: "error",
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
  };
}

function duplicateClients(clients: readonly ClientFacts[]): Diagnostic {
  return {
    id: "client/duplicate",
    severity: "warning",
    what: `${clients.length} OAuth clients are called "${clients[0]?.name}": ${list(clients.map(({ id }) => id))}.`,
    why: "A deploy was killed right after it created one client, and the next deploy created another. Terraform manages one of them.",
    fix: "Delete the one that terraform state show does not name.",
  };
}

function orphanClient({ id, name }: ClientFacts, because: string, before: string): Diagnostic {
  return {
    id: "client/orphan",
    severity: "warning",
    what: `The OAuth client "${name}" (${id}) belongs to nothing: ${because}.`,
    why: "A deploy that is killed between the creation of a client and the write of the state leaves one. Anyone with its secret can use it.",
    fix: `${before}Delete it in Genesys Cloud: DELETE /api/v2/oauth/clients/${id}.`,
  };
}

function stateFindings({ id, name, state }: ClientFacts, environment: string): Diagnostic[] {
  if (state === "active") return [];
  return [
    {
      id: "client/inactive",
      severity: "error",
      what: `The OAuth client "${name}" (${id}) is ${state}.`,
      why: "The client gets no tokens; calls fail with 401. A deploy does not repair it: a generation never changes.",
      fix: `Set the client to active in Genesys Cloud. If its secret is exposed: scopelock rotate ${environment} --emergency, then deploy.`,
    },
  ];
}

function grantFindings(
  { name, grants }: ClientFacts,
  environment: string,
  roles: Parameters<Check>[0]["roles"],
  divisions: Parameters<Check>[0]["divisions"],
): Checked[] {
  const role = roles?.ok ? roles.value[0] : undefined;
  const declared = divisions?.ok ? divisions.value : [];
  const missing = declared.filter(({ id }) => id === undefined);
  if (missing.length > 0)
    return missing.map(
      ({ label }): Diagnostic => ({
        id: "division/missing",
        severity: "error",
        what: `The declared division does not exist: ${label}.`,
        why: "A role counts only in a division.",
        fix: "Name a division that exists in the declaration.",
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
  if (others.length === 0 && lacking.length === 0)
    return [
      proof(
        "client/grants",
        `"${name}" has its role in ${list(declared.map(({ label }) => label))}, and nowhere else`,
      ),
    ];
  const fix = `scopelock rotate ${environment} --heal, then npx cdktf deploy ${environment}: a generation never changes, so a plain deploy does not repair it.`;
  return [
    ...(lacking.length > 0
      ? [
          {
            id: "client/role-missing" as const,
            severity: "error" as const,
            what: `The OAuth client "${name}" does not have its role in ${list(lacking.map(({ label, id }) => (label.includes(id ?? "") ? label : `${label} (${id})`)))}.`,
            why: "Its calls are refused with 403, or find less than they should.",
            fix,
          },
        ]
      : []),
    ...(lacking.length === 0
      ? [
          {
            id: "client/role-extra" as const,
            severity: "error" as const,
            what: `The OAuth client "${name}" also has ${list(others.map(({ roleId, divisionId }) => `the role ${roleId} in the division ${divisionId}`))}.`,
            why: "It may do more than the declared actions need.",
            fix,
          },
        ]
      : []),
  ];
}
